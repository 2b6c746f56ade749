package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.BlockContents;
import org.tidings.blast.look.TestImage;
import org.tidings.message.block.Block;

/** A message as a list of blocks, by its forms. */
@QuarkusTest
class BlocksPageTest {

    private static final String[] TWO = {
        "block", "0", "block.0.type", "heading", "block.0.text", "Recital", "block.0.level", "1",
        "block", "1", "block.1.type", "button", "block.1.label", "Tickets", "block.1.link", "x.example/t"
    };

    @Inject
    TestAccounts accounts;

    @Inject
    BlastMessages messages;

    @Inject
    BlastLifecycle life;

    private TestAccounts.Person dana;
    private Browser browser;
    private String id;

    @BeforeEach
    void aDraft() {
        dana = accounts.owner();
        browser = new Browser(dana);
        id = browser.draft("News", "ann@blocks.test", "<p>Hi</p>");
    }

    @Test
    void textBecomesTheFirstBlockAndIsOneTextAgain() {
        browser.multipart("action", "switch-mode", "subject", "News", "html", "<p>Hi</p>")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(blocks()).containsExactly(new Block.Text("<p>Hi</p>"));
        String[] text = {"block", "0", "block.0.type", "text", "block.0.html", "<p>Hi you</p>"};
        assertThat(submit("switch-mode", text).getHeader("Location")).endsWith("/blasts/" + id + "/html");
        assertThat(blocks()).containsExactly(new Block.Text("<p>Hi you</p>"));
        dana.browser().post("/blasts/" + id + "/html").then().statusCode(303);
        Blast draft = draft();
        assertThat(draft.blocks).isNull();
        assertThat(draft.html).isEqualTo("<p>Hi you</p>");
    }

    @Test
    void designOfAnotherProgramBecomesAnHtmlBlock() {
        String design = "<table width=\"600\"><tr><td style=\"color: #123456\">Hi</td></tr></table>";
        browser.multipart("action", "switch-mode", "subject", "News", "html", design)
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(blocks()).singleElement().isInstanceOf(Block.Html.class);
    }

    @Test
    void blocksAreStoredInTheOrderOfThePageAndRendered() {
        submit("save", TWO);
        assertThat(blocks())
                .containsExactly(new Block.Heading("Recital", "1"), new Block.Button("Tickets", "x.example/t"));
        assertThat(draft().html)
                .startsWith("<h1>Recital</h1><p><a href=\"https://x.example/t\"")
                .contains("background:#0b5cad");
        String page = browser.page("/blasts/" + id + "/edit");
        assertThat(page)
                .contains(
                        "value=\"Recital\"", "block-up:1", "style=\"font-family: ", "data-sample-of=\"block.1.label\"")
                .doesNotContain("summernote", "jquery");
        String[] dragged = TWO.clone();
        dragged[1] = "1";
        dragged[9] = "0";
        submit("save", dragged);
        assertThat(blocks().get(0)).isEqualTo(new Block.Button("Tickets", "x.example/t"));
    }

    @Test
    void buttonsAddMoveCopyAndRemoveAndUndoBringsBack() {
        Response added = submit("block-add:text:0", TWO);
        assertThat(added.getHeader("Location")).endsWith("/edit#block.1");
        assertThat(blocks()).hasSize(3).element(1).isEqualTo(new Block.Text(""));
        submit("block-down:0", TWO);
        assertThat(blocks().get(1)).isInstanceOf(Block.Heading.class);
        submit("block-copy:1", TWO);
        assertThat(blocks()).hasSize(3);
        submit("block-remove:0", TWO);
        assertThat(blocks()).hasSize(1);
        submit("block-undo", "block", "0", "block.0.type", "button", "block.0.label", "Typed since");
        assertThat(blocks()).containsExactly(new Block.Heading("Recital", "1"), new Block.Button("Typed since", ""));
        String page = browser.page("/blasts/" + id + "/edit");
        assertThat(page).contains("value=\"block-redo\"");
    }

    @Test
    void pageGoesBackToTheButtonOfAMovedBlock() {
        assertThat(submit("block-down:0", TWO).getHeader("Location")).endsWith("#block.1.up");
        String[] three = Stream.concat(Arrays.stream(TWO), Stream.of("block", "2", "block.2.type", "divider"))
                .toArray(String[]::new);
        assertThat(submit("block-down:0", three).getHeader("Location")).endsWith("#block.1.down");
        assertThat(submit("block-up:2", three).getHeader("Location")).endsWith("#block.1.up");
        assertThat(submit("block-up:1", three).getHeader("Location")).endsWith("#block.0.down");
    }

    @Test
    void dragIsUndone() {
        submit("save", TWO);
        String[] dragged = {
            "block", "1", "block.1.type", "button", "block.1.label", "Tickets", "block.1.link", "x.example/t",
            "block", "0", "block.0.type", "heading", "block.0.text", "Recital", "block.0.level", "1"
        };
        assertThat(submit("block-drag:1", dragged).getHeader("Location")).endsWith("#block.0");
        assertThat(blocks().get(0)).isInstanceOf(Block.Button.class);
        dana.browser().get("/blasts/" + id + "/edit").then().body(containsString("Button 1"));
        String[] now = {
            "block", "0", "block.0.type", "button", "block.0.label", "Seats", "block.0.link", "x.example/t",
            "block", "1", "block.1.type", "heading", "block.1.text", "Recital", "block.1.level", "1"
        };
        submit("block-undo", now);
        assertThat(blocks())
                .containsExactly(new Block.Heading("Recital", "1"), new Block.Button("Seats", "x.example/t"));
    }

    @Test
    void becomingHtmlIsAskedAndCanBeUndone() {
        String[] event = {
            "block", "0", "block.0.type", "event", "block.0.title", "Recital", "block.0.date", "2026-12-12",
            "block", "1", "block.1.type", "button", "block.1.label", "Tickets", "block.1.link", ""
        };
        submit("switch-mode", event);
        dana.browser()
                .get("/blasts/" + id + "/html")
                .then()
                .body(
                        containsString("Event 1 is no longer attached as a calendar file."),
                        containsString("Button 2 is left out"));
        List<Block> before = blocks();
        dana.browser().post("/blasts/" + id + "/html").then().statusCode(303);
        assertThat(draft().html).contains("Recital");
        assertThat(blocks()).isEmpty();
        browser.multipart("action", "block-undo", "subject", "News", "html", "<p>changed</p>")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(blocks()).isEqualTo(before);
    }

    @Test
    void htmlBlockBecomesTheWholeMessageWithItsStyles() {
        String[] html = {
            "block",
            "0",
            "block.0.type",
            "heading",
            "block.0.text",
            "News",
            "block",
            "1",
            "block.1.type",
            "html",
            "block.1.html",
            "<style>@media (max-width: 600px) { p { color: red } }</style><p>Hi *|FNAME|*</p>"
        };
        submit("save", html);
        dana.browser()
                .get("/blasts/" + id + "/edit")
                .then()
                .body(containsString("Not kept in a block: &lt;style&gt; with rules for phones"));
        dana.browser()
                .get("/blasts/" + id + "/review")
                .then()
                .body(
                        containsString("An HTML block cannot have a style sheet."),
                        containsString("/edit#block.1"),
                        containsString("This field was written for another program."));
        assertThat(submit("whole-message:1", html).getHeader("Location")).endsWith("/html?block=1");
        dana.browser().get("/blasts/" + id + "/html?block=1").then().body(containsString("Heading 1 is removed."));
        dana.browser()
                .formParam("block", "1")
                .post("/blasts/" + id + "/html")
                .then()
                .statusCode(303);
        assertThat(draft().html).contains("@media");
        assertThat(draft().removed()).doesNotContain("<style>");
        TestAccounts.Person other = accounts.owner();
        other.browser().post("/blasts/" + id + "/html").then().statusCode(404);
    }

    @Test
    void errorIsBesideItsBlockAndNothingTypedIsLost() {
        Response answer = submit(
                "block-up:1",
                "block",
                "0",
                "block.0.type",
                "text",
                "block.0.html",
                "<p>kept</p>",
                "block",
                "1",
                "block.1.type",
                "button",
                "block.1.label",
                "Go",
                "block.1.link",
                "soon");
        answer.then().statusCode(422).body(containsString("id=\"block.0.link-error\""), containsString("kept"));
        assertThat(blocks()).containsExactly(new Block.Button("Go", "soon"), new Block.Text("<p>kept</p>"));
    }

    @Test
    void reviewAsksForWhatIsMissing() {
        submit("review", "block", "0", "block.0.type", "event", "block.0.title", "Recital")
                .then()
                .statusCode(422)
                .body(containsString("Enter the date of the event."));
        submit("review", TWO).then().statusCode(303);
    }

    @Test
    void blocksAreSavedWhileTypingAndAConflictIsNoticed() {
        submit("save", TWO);
        List<String> fields =
                new ArrayList<>(List.of("blocks", "true", "subject", "News", "version", "0", "editor", ""));
        fields.addAll(List.of("block", "0", "block.0.type", "quote", "block.0.text", "Other"));
        browser.multipart(fields.toArray(String[]::new))
                .post("/blasts/" + id + "/save")
                .then()
                .statusCode(409);
        fields.set(5, String.valueOf(draft().version));
        browser.multipart(fields.toArray(String[]::new))
                .post("/blasts/" + id + "/save")
                .then()
                .statusCode(200);
        assertThat(blocks()).containsExactly(new Block.Quote("Other", ""));
    }

    @Test
    void pictureIsUploadedIntoItsBlock() {
        byte[] png = TestImage.of("png", 60, 20);
        browser.multipart(
                        "blocks",
                        "true",
                        "action",
                        "save",
                        "subject",
                        "News",
                        "block",
                        "0",
                        "block.0.type",
                        "columns",
                        "block.0.right.alt",
                        "The team")
                .multiPart("block.0.right.file", "team.png", png, "image/png")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        Block.Columns columns = (Block.Columns) blocks().get(0);
        assertThat(columns.right().src()).contains("/i/");
        assertThat(draft().html).contains("alt=\"The team\"");
    }

    @Test
    void eventTravelsAsACalendarFile() {
        submit("save", "block", "0", "block.0.type", "event", "block.0.title", "Recital", "block.0.date", "2026-12-12");
        Blast draft = draft();
        var files = QuarkusTransaction.requiringNew()
                .call(() ->
                        BlockContents.calendarFiles(draft, messages.settings().feedbackDomain()));
        assertThat(files)
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("event.ics"));
        long octets = QuarkusTransaction.requiringNew()
                .call(() -> messages.prepareMail(draft).attachedOctets());
        assertThat(octets).isEqualTo(files.get(0).content().length);
        dana.browser().get("/blasts/" + id + "/preview").then().body(containsString("event.ics"));
    }

    @Test
    void sentMessageIsMadeOfTheBlocksAndStaysTheSame() {
        submit("save", TWO);
        life.send(draft(), null);
        Blast sent = draft();
        assertThat(sent.html).contains("https://x.example/t");
        String copy = dana.browser().post("/blasts/" + id + "/duplicate").getHeader("Location");
        dana.browser().get(copy).then().statusCode(200).body(containsString("value=\"Recital\""));
    }

    @Test
    void startingPointIsAListOfBlocks() {
        String location =
                dana.browser().post("/templates/starting-points/event").getHeader("Location");
        dana.browser().get(location).then().statusCode(200).body(containsString("[Name of the event]"));
    }

    @Test
    void programThatWritesHtmlReplacesTheBlocks() {
        submit("save", TWO);
        QuarkusTransaction.requiringNew().run(() -> {
            Blast draft = Blast.find(dana.accountId(), id).orElseThrow();
            draft.write("<p>By a program</p>");
        });
        assertThat(draft().blocks).isNull();
        dana.browser().get("/blasts/" + id + "/edit").then().body(containsString("By a program"));
    }

    private Response submit(String action, String... fields) {
        List<String> all = new ArrayList<>(List.of("blocks", "true", "action", action, "subject", "News"));
        all.addAll(List.of("pasted", "ann@blocks.test"));
        all.addAll(List.of(fields));
        return browser.multipart(all.toArray(String[]::new)).post("/blasts/" + id + "/edit");
    }

    private List<Block> blocks() {
        return BlockContents.of(draft());
    }

    private Blast draft() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Blast.find(dana.accountId(), id).orElseThrow());
    }
}
