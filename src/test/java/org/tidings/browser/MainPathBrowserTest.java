package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
@TestProfile(BrowserProfile.class)
class MainPathBrowserTest {

    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final String PEOPLE = """
            Ann Lee <ann.lee+click@family.test>
            Bob Ray <bob.ray+open@family.test>, cid@family.test
            bob.ray+open@family.test
            dee+bounce@family.test
            eve(at)family.test
            """;

    /** The counts of a finished report are loaded again after this time. */
    private static final int REFRESH_MILLIS = 20_000;

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person dana;
    private Tab tab;
    private Page page;

    @BeforeEach
    void logIn() {
        dana = accounts.owner();
        tab = Tab.open(home).logIn(dana);
        page = tab.page();
    }

    @AfterEach
    void close() {
        tab.close();
    }

    @Test
    void composesSendsAndReadsTheReport() throws IOException {
        tab.link("Compose").click();
        tab.expectHeading("New blast");
        typeEverything();
        attach();
        previewAndTest();
        reviewAndSend();
        watchTheTask();
        readTheReport();
        openATimeline();
        filterByStatus();
        download();
        tab.expectNoComplaints();
    }

    private void typeEverything() {
        tab.field("Paste addresses").fill(PEOPLE);
        tab.expectText("#people", "4 will get it");
        tab.expectText("#people summary", "2 will not (why?)");
        tab.field("Subject").fill("Spring recital 🤸");

        tab.write("Hi ");
        tab.field("Insert a merge field: Text").selectOption("{{first_name|there}}");
        assertThat(tab.message()).containsText("{{first_name|there}}");
        add("Button");
        tab.field("Button text").fill("Buy tickets");
        tab.field("Link").fill("https://riverside.example/tickets");
        add("Picture");
        tab.field("Description").fill("A girl on the beam");
        tab.field("Picture").setInputFiles(new FilePayload("beam.png", "image/png", PICTURE));
        assertThat(page.getByAltText("A girl on the beam")).isVisible();
        page.waitForFunction("document.querySelector('.block-picture').naturalWidth > 0");
    }

    private void add(String block) {
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Add a block at the end"))
                .getByText(block, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".block").last()).containsText(block);
    }

    private void attach() {
        page.locator("#attachment")
                .setInputFiles(new FilePayload("map.txt", "text/plain", "here".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getByLabel("Attached")).containsText("map.txt");
        assertThat(tab.field("Button text")).hasValue("Buy tickets");
    }

    private void previewAndTest() {
        tab.press("Preview");
        tab.expectHeading("Preview");
        page.locator("#q").fill("bob");
        tab.press("Find");
        page.getByText("Bob Ray bob.ray+open@family.test").click();
        FrameLocator shown = page.frameLocator(".mail-desktop iframe");
        assertThat(shown.locator("body")).containsText("Hi Bob");
        assertThat(shown.getByAltText("A girl on the beam")).isVisible();
        tab.press("Send test");
        assertThat(page.locator("[data-notice]")).isVisible();
        Page simulator = page.context().newPage();
        simulator.navigate("/simulator?q=" + dana.email());
        assertThat(simulator.locator("main")).containsText("[Test] Spring recital 🤸");
        simulator.close();
    }

    private void reviewAndSend() {
        tab.link("Review").click();
        tab.expectHeading("Review");
        tab.expectText("main", "4 will get it");
        tab.expectText("main", "2 will not");
        assertThat(page.locator("#checks-heading")).isVisible();
        tab.press("Send to 4 people");
        tab.expectHeading("Background tasks");
        tab.press("Send now Email Blast :: Spring recital 🤸");
        tab.expectHeading("Background tasks");
    }

    private void watchTheTask() {
        page.evaluate("window.sameWindow = true");
        tab.expectText(".task-text", "Completed");
        assertThat(page.evaluate("window.sameWindow"))
                .as("updated without reloading the page")
                .isEqualTo(true);
    }

    private void readTheReport() {
        page.clock().install();
        tab.link("Email Blast :: Spring recital 🤸").click();
        tab.expectHeading("Email Blast :: Spring recital 🤸");
        awaitReactions(page.url().replaceAll(".*/blasts/(\\w+).*", "$1"));
        page.clock().fastForward(REFRESH_MILLIS);
        for (String place : new String[] {"click", "open", "delivery", "bounce", "failed"}) {
            assertThat(page.locator("#count-" + place + " .count-number")).hasText("1");
        }
        int sum = page.locator(".counts a .count-number").allInnerTexts().stream()
                .mapToInt(Integer::parseInt)
                .sum();
        assertThat(sum).isEqualTo(5);
        assertThat(page.locator(".count-sum .count-number")).hasText("5");
    }

    /** The simulated recipients bounce, open and click. */
    private void awaitReactions(String id) {
        await().atMost(Duration.ofSeconds(45))
                .until(
                        () -> dana.program()
                                .get("/api/v1/blasts/" + id)
                                .jsonPath()
                                .<String, Integer>getMap("counts"),
                        counts -> Stream.of("CLICK", "OPEN", "DELIVERY", "BOUNCE", "FAILED")
                                .allMatch(status -> counts.get(status) == 1));
    }

    private void openATimeline() {
        page.locator("nav[aria-label=Report]").getByText("Everyone").click();
        tab.link("Ann Lee").click();
        Locator panel = page.locator("#panel");
        assertThat(panel).isVisible();
        assertThat(panel).containsText("Buy tickets");
        panel.getByText("Close").click();
        assertThat(panel).isHidden();
    }

    private void filterByStatus() {
        tab.field("Status").selectOption("BOUNCE");
        assertThat(page.locator("#people-list tbody tr")).hasCount(1);
        tab.expectText("#people-list", "dee+bounce@family.test");
        assertThat(page).hasURL(Pattern.compile(".*status=BOUNCE.*"));
    }

    private void download() throws IOException {
        page.locator("#actions summary").click();
        Download download = page.waitForDownload(() -> tab.link("CSV").click());
        String csv = new String(download.createReadStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(6);
        assertThat(csv)
                .startsWith("\uFEFFemail,name,family,status,")
                .contains(
                        "\"ann.lee+click@family.test\",\"Ann Lee\",\"\",\"CLICK\",",
                        "\"dee+bounce@family.test\",\"\",\"\",\"BOUNCE\",");
    }
}
