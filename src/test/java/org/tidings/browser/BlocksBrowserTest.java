package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** A message as a list of blocks. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class BlocksBrowserTest {

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person dana;

    @BeforeEach
    void anAccount() {
        dana = accounts.owner();
    }

    @Test
    void blocksAreWrittenMovedAndRemovedWithoutJavaScript() {
        try (Tab tab = Tab.withoutJavaScript(home).logIn(dana)) {
            Page page = start(tab, "Event");
            tab.field("Name of the event").fill("Spring recital");
            tab.field("Date").fill("2027-05-08");
            tab.press("Up Event 3");
            assertThat(page.locator("#block\\.1")).containsText("Event 2");
            assertThat(page.locator("#block\\.1\\.up")).isFocused();
            assertThat(tab.field("Name of the event")).hasValue("Spring recital");
            page.locator("button[value='block-remove:4']").press("Enter");
            assertThat(page.locator(".block")).hasCount(6);
            tab.press("Undo block change");
            assertThat(page.locator(".block")).hasCount(7);
            tab.press("Preview");
            Locator message = page.frameLocator(".mail-desktop iframe").locator(".tm");
            assertThat(message).containsText("Saturday, 8 May 2027");
            tab.expectText(".mail-head", "event.ics");
        }
    }

    @Test
    void blocksAreDraggedAndSavedWhileTyping() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = start(tab, "Newsletter");
            Locator first = page.locator(".block").first();
            assertThat(first.locator("legend")).hasText("Heading 1");
            first.locator("input[type=text], input.form-control").first().fill("What’s on in May");
            page.locator(".block-handle").first().dragTo(page.locator(".block").nth(1));
            assertThat(page.locator(".block").nth(1).locator("legend")).hasText("Heading 2");
            assertThat(page.locator(".block").nth(1).locator("input.form-control"))
                    .hasValue("What’s on in May");
            assertThat(page.locator(".block").first().locator("legend")).hasText("Text 1");
            tab.message().click();
            page.keyboard().press("ControlOrMeta+Home");
            page.keyboard().type("Typed since. ");
            assertThat(page.locator("#saved")).containsText("Saved");
            tab.press("Undo block change");
            assertThat(page.locator(".block").first().locator("input.form-control"))
                    .hasValue("What’s on in May");
            assertThat(tab.message()).containsText("Typed since. Hi");
            tab.press("Redo block change");
            assertThat(page.locator(".block").nth(1).locator("legend")).hasText("Heading 2");
            tab.expectNoComplaints();
        }
    }

    @Test
    void linkInATextIsAddedChangedAndRemoved() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = start(tab, "Class cancelled");
            Locator text = page.locator("#block\\.0 [role=textbox][aria-label=Text]");
            text.click();
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().type("Tickets");
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().press("ControlOrMeta+k");
            tab.field("Where does it lead?").fill("not a link !!");
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog[open] [role=alert]")).containsText("Enter an address such as");
            tab.field("Where does it lead?").fill("riverside.example/tickets");
            page.keyboard().press("Enter");
            assertThat(text.locator("a")).hasAttribute("href", "https://riverside.example/tickets");

            text.locator("a").click();
            page.keyboard().press("ControlOrMeta+k");
            assertThat(tab.field("Where does it lead?")).hasValue("https://riverside.example/tickets");
            tab.field("Where does it lead?").fill("riverside.example/seats");
            page.keyboard().press("Enter");
            assertThat(text.locator("a")).hasAttribute("href", "https://riverside.example/seats");
            page.keyboard().press("ControlOrMeta+k");
            tab.press("Remove the link");
            assertThat(text.locator("a")).hasCount(0);
            assertThat(text).containsText("Tickets");
            tab.expectNoComplaints();
        }
    }

    @Test
    void textIsFormattedByKeyboardAndPastedListsStayLists() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = start(tab, "Class cancelled");
            Locator text = page.locator("#block\\.0 [role=textbox][aria-label=Text]");
            text.click();
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().press("Delete");
            page.keyboard().type("Closed");
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().press("ControlOrMeta+b");
            assertThat(text.locator("strong")).hasText("Closed");
            page.keyboard().press("End");
            // the editor has seen that nothing is selected any more
            assertThat(page.locator("#block\\.0 .rich-tools button")
                            .filter(new Locator.FilterOptions().setHasText("Link")))
                    .isDisabled();
            page.keyboard().press("Enter");
            paste(
                    text,
                    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>"
                            + "<font color=red>Shoes</font></p><p style='mso-list:l0 level1 lfo1'>"
                            + "<span style='mso-list:Ignore'>·</span>Water<img src=file:///a.png></p>");
            assertThat(text.locator("ul > li")).hasCount(2);
            assertThat(page.locator("#saved")).containsText("Saved");
            tab.press("Save draft");
            assertThat(page.locator("[data-notice]")).hasText("Saved.");
            assertThat(page.locator("#block\\.0 textarea"))
                    .hasValue(Pattern.compile("<p><strong>Closed</strong></p><ul><li>Shoes</li><li>Water</li></ul>"));
            tab.expectNoComplaints();
        }
    }

    @Test
    void wordDocumentIsPastedFromTheClipboard() throws IOException {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            pasteFromClipboard(page, tab.message(), resource("/pastes/word.html"));
            assertThat(tab.message().locator("> ul > li").first()).isVisible();
            Assertions.assertThat(tab.message().innerText()).doesNotContain("·", "mso-");
            tab.expectNoComplaints();
        }
    }

    private static void pasteFromClipboard(Page page, Locator text, String html) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        text.click();
        page.evaluate(
                "html => navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob([html], { type: 'text/html' }) })])",
                html);
        page.keyboard().press("ControlOrMeta+v");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(BlocksBrowserTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void movedBlockKeepsTheFocusOnItsButton() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = start(tab, "Newsletter");
            page.locator("#block\\.2\\.up").press("Enter");
            assertThat(page.locator("#block\\.1\\.up")).isFocused();
            assertThat(page.locator("#block\\.1\\.up")).isInViewport();
            page.keyboard().press("Enter");
            assertThat(page.locator("#block\\.0\\.down")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#block\\.1\\.down")).isFocused();
            tab.expectNoComplaints();
        }
    }

    @Test
    void blocksBecomeHtmlAfterAQuestionAndComeBack() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = start(tab, "Event");
            int blocks = page.locator(".block").count();
            tab.press("Use HTML of your own");
            tab.expectHeading("Use HTML of your own?");
            tab.press("Use HTML");
            assertThat(tab.field("Message as HTML")).hasValue(Pattern.compile("<h1>.*"));
            tab.press("Undo block change");
            assertThat(page.locator(".block")).hasCount(blocks);
            tab.expectNoComplaints();
        }
    }

    /** What Chromium leaves of Word's HTML: no styles of Word's own. */
    @Test
    void wordListsTablesAndPicturesArriveWithoutWordsOwnStyles() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/new");
            Locator text = tab.message();
            text.click();
            paste(
                    text,
                    "<p style='margin:0'>Bring<u>:</u></p>"
                            + "<p style='margin-left:0.5in'><span>·<span>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>Leotards</p>\n"
                            + "<p style='margin-left:1in'><span>o<span>&nbsp;&nbsp; </span></span>black <b>or</b> blue</p>"
                            + "<p style='margin-left:0.5in'><span>·<span>&nbsp;&nbsp; </span></span>Water<img src='cid:image001.png'></p>"
                            + "<p>Then</p><p>1.<span>&nbsp;&nbsp;&nbsp; </span>Warm up</p><p>2.<span>&nbsp;&nbsp;&nbsp; </span>Beam</p>"
                            + "<p>Room 2. at 4, o yes - fine</p><img src='file:///C:/a.png'>"
                            + "<table><tr><td><p>Monday</p></td><td><p>16:00</p></td></tr><tr><td>Tuesday</td><td>17:00</td></tr></table>");
            assertThat(text.locator("> ul > li")).hasCount(2);
            assertThat(text.locator("> ul > li > ul > li")).hasText("black or blue");
            assertThat(text.locator("> ol > li")).hasText(new String[] {"Warm up", "Beam"});
            assertThat(text.locator("u")).hasText(":");
            assertThat(text).containsText("Room 2. at 4, o yes - fine");
            assertThat(text.locator("p").getByText("Monday – 16:00")).isVisible();
            assertThat(page.locator(".paste-note"))
                    .hasText("2 pictures could not be pasted: add them as picture blocks."
                            + " A table was pasted as lines of text.");
            assertThat(page.locator("#saved")).containsText("Saved");
            tab.press("Preview");
            Locator message = page.frameLocator(".mail-desktop iframe").locator(".tm");
            assertThat(message.locator("ul > li > ul > li")).hasText("black or blue");
            assertThat(message.locator("img")).hasCount(0);
            tab.expectNoComplaints();
        }
    }

    private static void paste(Locator text, String html) {
        text.evaluate(
                "(element, html) => { const data = new DataTransfer(); data.setData('text/html', html);"
                        + " element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })) }",
                html);
    }

    private static Page start(Tab tab, String startingPoint) {
        Page page = tab.page();
        page.navigate("/templates");
        tab.press("Use " + startingPoint);
        assertThat(page.locator(".page-head h1")).hasText("Edit blast");
        return page;
    }
}
