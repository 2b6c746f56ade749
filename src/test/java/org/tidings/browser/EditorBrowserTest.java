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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** The editors of a new blast, its files, and the menu on a phone. */
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
    }

    @AfterEach
    void close() {
        tab.close();
    }

    @Test
    void newBlastIsWrittenInATextBlock() {
        tab.write("Hi there");
        tab.press("Save draft");
        tab.expectText("#notices", "Saved.");
        assertThat(tab.message()).hasText("Hi there");
        assertThat(page.locator("script[src*=jquery], [class^=note-]")).hasCount(0);
        tab.expectNoComplaints();
    }

    @Test
    void linksOfTextsGetTheRightScheme() {
        tab.write("words");
        assertThat(link("riverside.example/tickets")).isEqualTo("https://riverside.example/tickets");
        assertThat(link("office@riverside.example")).isEqualTo("mailto:office@riverside.example");
        assertThat(link("{{unsubscribe_url}}")).isEqualTo("{{unsubscribe_url}}");
        assertThat(link("http://old.example/")).isEqualTo("http://old.example/");
    }

    private String link(String url) {
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().press("ControlOrMeta+k");
        tab.field("Where does it lead?").fill(url);
        page.keyboard().press("Enter");
        String target = tab.message().locator("a").getAttribute("href");
        page.keyboard().press("ControlOrMeta+k");
        tab.press("Remove the link");
        assertThat(tab.message().locator("a")).hasCount(0);
        return target;
    }

    @Test
    void htmlOfOnesOwnKeepsItsStylesAndGetsButtonsPicturesAndFields() {
        Locator source = tab.writeHtml();
        String styles = "<style>@media (max-width: 600px) { p { color: red } }</style>";
        source.fill(styles + "<p>Hi</p>");
        tab.press("Button");
        page.locator("#button-words").fill("Sign up");
        page.locator("#button-url").fill("office@riverside.example");
        tab.press("Add button");
        assertThat(source)
                .hasValue(Pattern.compile(".*<p><a href=\"mailto:office@riverside.example\" style=.*", Pattern.DOTALL));
        arrowKeysOnlyChooseAMergeFieldAndEnterInsertsIt(source);
        tab.press("Save draft");
        tab.expectText("#notices", "Saved.");
        assertThat(source).hasValue(Pattern.compile(".*@media.*Sign up.*", Pattern.DOTALL));
        tab.expectNoComplaints();
    }

    private void arrowKeysOnlyChooseAMergeFieldAndEnterInsertsIt(Locator source) {
        tab.field("Insert a merge field").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(source).not().hasValue(Pattern.compile(".*\\{\\{.*", Pattern.DOTALL));
        page.keyboard().press("Enter");
        assertThat(source).hasValue(Pattern.compile(".*\\{\\{last_name}}.*", Pattern.DOTALL));
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
