package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.tidings.platform.table.TestWorkbook.row;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.TestAccounts;
import org.tidings.platform.table.TestWorkbook;

/** The people of a studio, as its front desk works with them. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class PeopleBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @TempDir
    Path folder;

    private TestAccounts.Person dana;

    @BeforeEach
    void anAccount() {
        dana = accounts.owner();
    }

    @Test
    void excelFileIsCheckedImportedCorrectedAndUndone() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            upload(tab, workbook("Ann", "ann@example.org", "Bob", "bob(at)example.org"));
            assertThat(tab.field("Import Level as")).hasValue("FIELD");
            tab.field("Import Level as").selectOption("TAGS");
            tab.press("Import 2 rows");
            tab.expectText("main", "bob(at)example.org");
            assertThat(page.locator("dl.facts dd")).hasText(new String[] {"1", "0", "0", "1"});

            upload(tab, workbook("Ann", "ann@example.org", "Bob", "bob@example.org"));
            assertThat(tab.field("Import Level as")).hasValue("TAGS");
            tab.press("Import 2 rows");
            assertThat(page.locator("dl.facts dd")).hasText(new String[] {"1", "0", "1", "0"});
            tab.press("Undo this import");
            tab.expectText("main", "This import was undone");

            page.navigate("/people");
            assertThat(page.locator("#people-list tbody tr")).hasCount(1);
            tab.expectText("#people-list", "Ann");
            tab.expectNoComplaints();
        }
    }

    @Test
    void frontDeskFindsThePersonFromAnyPage() {
        person("Mia", "mia@example.org");
        try (Tab tab = Tab.open(home).logIn(dana)) {
            tab.field("Find a person").fill("mia");
            tab.field("Find a person").press("Enter");
            tab.link("Mia").click();
            tab.expectHeading("Mia");
            tab.expectText("#log", "No email has been sent to this person.");
        }
    }

    @Test
    void childBelongsToTwoHomes() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/people/new");
            page.locator("#firstName").fill("Ida");
            tab.field("Add to household").fill("Larsen");
            tab.field("Role in that household").selectOption("STUDENT");
            tab.press("Save");
            tab.link("Edit").click();
            tab.field("Add to household").fill("Berg");
            tab.field("Role in that household").selectOption("STUDENT");
            tab.press("Save");
            tab.link("Berg").click();
            tab.expectHeading("Berg");
            tab.expectText("tbody", "Ida");
            tab.link("Larsen").click();
            tab.expectHeading("Larsen");
            tab.expectText("main", "Phone them.");
        }
    }

    @Test
    void twoEntriesOfOnePersonAreMergedAndErased() {
        person("Ann", "ann@example.org");
        person("Ann", "ann.new@example.org");
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/people");
            page.locator("#people-list tbody a").first().click();
            tab.link("Merge or delete").click();
            page.locator("form[action$='/merge'] button").click();
            tab.expectText("dl.facts", "ann@example.org");
            tab.expectText("dl.facts", "ann.new@example.org");
            tab.link("Merge or delete").click();
            tab.press("Erase Ann");
            tab.expectText("main", "No people yet.");
        }
    }

    private void upload(Tab tab, Path file) {
        tab.page().navigate("/people/import");
        tab.field("Excel or CSV file").setInputFiles(file);
        tab.press("Upload");
    }

    private Path workbook(String first, String firstEmail, String second, String secondEmail) {
        return new TestWorkbook()
                .sheet(row(1, "Name", "E-Mail", "Level")
                        + row(2, first, firstEmail, "1")
                        + row(3, second, secondEmail, "2"))
                .write(folder.resolve("people.xlsx"));
    }

    private void person(String name, String email) {
        dana.browser()
                .formParam("firstName", name)
                .formParam("email", email)
                .post("/people/new")
                .then()
                .statusCode(303);
    }
}
