package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Links, merge fields and files in the editor, and the menu on a phone. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class EditorBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person dana;
    private Tab tab;
    private Page page;

    @BeforeEach
    void openANewBlast() {
        dana = accounts.owner();
        tab = Tab.open(home).logIn(dana);
        page = tab.page();
        page.navigate("/blasts/new");
        page.locator(".note-editable").click();
    }

    @AfterEach
    void close() {
        tab.close();
    }

    @Test
    void linksGetTheRightScheme() {
        assertThat(link("riverside.example/tickets")).isEqualTo("https://riverside.example/tickets");
        assertThat(link("office@riverside.example")).isEqualTo("mailto:office@riverside.example");
        assertThat(link("{{unsubscribe_url}}")).isEqualTo("{{unsubscribe_url}}");
        assertThat(link("http://old.example/")).isEqualTo("http://old.example/");
    }

    @Test
    void buttonsGetTheRightScheme() {
        assertThat(button("riverside.example:8080/sign-up")).isEqualTo("https://riverside.example:8080/sign-up");
        assertThat(button("office@riverside.example")).isEqualTo("mailto:office@riverside.example");
    }

    @Test
    void completeDocumentStaysInTheHtmlView() {
        page.locator(".note-toolbar .btn-codeview").click();
        page.locator(".note-codable").fill("<style>p{color:red}</style><p>Hi</p>");
        assertThat(page.locator(".note-toolbar .btn-codeview")).isDisabled();
        page.locator(".note-codable").fill("<p>Hi</p>");
        page.locator(".note-toolbar .btn-codeview").click();
        assertThat(page.locator(".note-editable p")).hasText("Hi");
    }

    private String link(String url) {
        emptyTheEditor();
        page.locator(".note-toolbar button[aria-label^=Link]").click();
        Locator dialog = page.locator(".link-dialog");
        dialog.locator(".note-link-text").fill("words");
        dialog.locator(".note-link-url").fill(url);
        dialog.locator(".note-link-text").focus(); // leaves the field, which completes the address
        dialog.locator(".note-link-btn").click();
        assertThat(dialog).isHidden();
        return page.locator(".note-editable a").getAttribute("href");
    }

    private String button(String url) {
        emptyTheEditor();
        tab.press("Button");
        page.locator("#button-words").fill("Sign up");
        page.locator("#button-url").fill(url);
        tab.press("Add button");
        assertThat(page.locator("#button-dialog")).isHidden();
        return page.locator(".note-editable a").getAttribute("href");
    }

    private void emptyTheEditor() {
        page.locator(".note-editable").fill("");
        page.locator(".note-editable").click();
    }

    @Test
    void arrowKeysOnlyChooseAMergeFieldAndEnterInsertsIt() {
        Locator fields = tab.field("Insert a merge field");
        fields.focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".note-editable")).not().containsText("{{");
        page.keyboard().press("Enter");
        assertThat(page.locator(".note-editable")).containsText("{{last_name}}");
        assertThat(page.locator(".note-toolbar button").first()).not().hasAttribute("tabindex", "-1");
    }

    @Test
    void pageStaysWhereItIsWhenAFileIsAdded() {
        Locator file = page.locator("#attachment");
        file.scrollIntoViewIfNeeded();
        page.evaluate("window.before = true");
        file.setInputFiles(new FilePayload("map.txt", "text/plain", "here".getBytes(StandardCharsets.UTF_8)));
        page.waitForFunction("!window.before");
        assertThat(page.getByLabel("Attached")).isInViewport();
        assertThat(page.evaluate("scrollY > 0")).isEqualTo(true);
    }

    @Test
    void navigationIsAMenuOnAPhone() {
        try (Tab phone = Tab.sized(home, 390).logIn(dana)) {
            phone.page().navigate("/tasks");
            assertThat(phone.link("Settings")).isHidden();
            assertThat((Integer) phone.page().evaluate("document.querySelector('header').offsetHeight"))
                    .isLessThan(90);
            phone.press("Menu");
            phone.link("Settings").click();
            phone.expectHeading("Settings");
            assertThat(phone.link("Settings")).isHidden();
        }
    }
}
