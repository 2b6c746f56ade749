package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;

/** Choosing people by what they do at the studio and by what became of earlier blasts. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class AudienceBrowserTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private TestAccounts.Person dana;
    private String level1;
    private Tab tab;
    private Page page;

    @BeforeEach
    void aClassOnTuesday() {
        dana = accounts.owner();
        level1 = created("classes", "{'name': 'Level 1', 'weekday': 'TUESDAY', 'from': '16:00', 'until': '16:45'}");
        tab = Tab.open(home).logIn(dana);
        page = tab.page();
    }

    @AfterEach
    void close() {
        clock.reset();
        tab.close();
    }

    @Test
    void tuesdayLevel1ButNotWhoClickedIsScheduledEditedAndLeaves() {
        family("Larsen", "ann+click@audience.test");
        family("Berg", "cleo+delivery@audience.test");
        String earlier = sent("{'classes': [{'id': '" + level1 + "'}]}");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> dana.program().get("/api/v1/blasts/" + earlier).path("counts.CLICK"),
                        Integer.valueOf(1)::equals);

        write("Bring a towel");
        open("Classes");
        tab.field("Day").selectOption("Tuesday");
        addIn("Classes");
        tab.expectText("#people", "2 will get it");
        open("Earlier blasts");
        tab.field("What became of it").selectOption(new SelectOption().setValue("CLICKED"));
        tab.field("Blast").selectOption(new SelectOption().setValue(earlier));
        leaveOutIn("Earlier blasts");
        tab.expectText("#people", "1 will get it");
        tab.press("Review");
        schedule("Schedule for 1 person");

        page.onDialog(dialog -> dialog.accept());
        tab.press("Edit Email Blast :: Bring a towel");
        tab.field("Subject").fill("Bring two towels");
        tab.press("Review");
        schedule("Schedule for 1 person");
        family("Dahl", "pia+delivery@audience.test");
        clock.advance(Duration.ofDays(1).plusMinutes(5));

        tab.link("Open Email Blast :: Bring two towels").click();
        tab.expectText(".state-line", "Completed");
        tab.expectText("main", "1 person joined the audience");
        everyone();
        tab.expectText("#people-list", "cleo+delivery@audience.test");
        tab.expectText("#people-list", "pia+delivery@audience.test");
        assertThat(page.locator("#people-list")).not().containsText("ann+click@audience.test");
        tab.expectNoComplaints();
    }

    @Test
    void nextParentGetsItWhenTheFirstAddressIsDead() {
        String larsen = family("Larsen", "ann+bounce@homes.test");
        person("Bob", larsen, "GUARDIAN", "bob+delivery@homes.test");

        write("Hall closed");
        open("Classes");
        tab.field("Day").selectOption("Tuesday");
        addIn("Classes");
        tab.expectText("#people", "2 will get it");
        page.getByLabel("One for each household").check();
        tab.press("Save draft");
        tab.expectText("#people", "1 will get it");
        tab.press("Review");
        tab.press("Send to 1 person");
        clock.advance(Duration.ofSeconds(61));
        tab.link("Open Email Blast :: Hall closed").click();

        tab.expectText(".state-line", "Completed");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> dana.program().get("/api/v1/blasts").path("items[0].selected"),
                        Integer.valueOf(2)::equals);
        everyone();
        tab.expectText("#people-list", "ann+bounce@homes.test");
        tab.expectText("#people-list", "bob+delivery@homes.test");
        tab.expectNoComplaints();
    }

    private void everyone() {
        page.navigate(page.url() + "?tab=everyone");
    }

    private void write(String subject) {
        page.navigate("/blasts/new");
        tab.field("Subject").fill(subject);
        tab.write("Hi there");
    }

    private void open(String conditions) {
        group(conditions).locator("summary").first().click();
    }

    private void addIn(String conditions) {
        press(conditions, "Add");
    }

    private void leaveOutIn(String conditions) {
        press(conditions, "Leave these out");
    }

    private void press(String conditions, String button) {
        group(conditions)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private Locator group(String conditions) {
        return page.locator(
                ".audience-editor > details",
                new Page.LocatorOptions()
                        .setHas(page.locator("summary", new Page.LocatorOptions().setHasText(conditions))));
    }

    private void schedule(String button) {
        tab.expectHeading("Review");
        tab.field("Schedule").check();
        page.locator("#sendAt")
                .fill(LocalDateTime.now(clock.withZone(ZONE))
                        .plusDays(1)
                        .withSecond(0)
                        .withNano(0)
                        .toString());
        tab.press(button);
        tab.expectHeading("Background tasks");
    }

    /** A home with a guardian at this address and a child in the class; returns its id. */
    private String family(String name, String email) {
        String household = created("households", "{'name': '" + name + "'}");
        person("Ann", household, "GUARDIAN", email);
        String child = person("Mia", household, "STUDENT", null);
        created("enrolments", "{'contact': '" + child + "', 'class': '" + level1 + "', 'status': 'ENROLLED'}");
        return household;
    }

    private String person(String name, String household, String role, String email) {
        String addresses = email == null ? "" : "'addresses': [{'email': '" + email + "'}], ";
        return created(
                "contacts",
                "{'firstName': '" + name + "', " + addresses + "'households': [{'id': '" + household + "', 'role': '"
                        + role + "'}]}");
    }

    private String sent(String audience) {
        return created(
                "blasts",
                "{'subject': 'Earlier', 'html': '<p><a href=\\'https://x.example/\\'>x</a></p>', 'audience': "
                        + audience + "}");
    }

    private String created(String path, String json) {
        return dana.program()
                .contentType(ContentType.JSON)
                .body(json.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "'"))
                .post("/api/v1/" + path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
