package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.TestAccounts;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Blast;

@QuarkusTest
class ComposePageTest {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Inject
    TestAccounts accounts;

    @TempDir
    Path folder;

    @Test
    void openingThePageCreatesNoDraftAndSavingTwiceCreatesOne() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.page("/blasts/new").replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
        assertThat(Blast.find(dana.person().accountId(), id)).isEmpty();
        for (String subject : new String[] {"Spring", "Spring recital"}) {
            dana.multipart("draft", id, "subject", subject)
                    .post("/blasts/new")
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/blasts/" + id + "/edit"));
        }
        assertThat(dana.page("/blasts/" + id + "/edit")).contains("value=\"Spring recital\"");
        assertThat(Blast.count("accountId", dana.person().accountId())).isEqualTo(1);
    }

    @Test
    void inputIsPreserved() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Été 🎉 <b>", "Zoë Å <zoe@x.org>", "<p>Привет &amp; {{first_name|you}}</p>");
        assertThat(dana.page("/blasts/" + id + "/edit"))
                .contains("value=\"Été 🎉 &lt;b&gt;\"")
                .contains("Zoë Å &lt;zoe@x.org&gt;</textarea>")
                .contains("{{first_name|you}}&lt;/p&gt;</textarea>");
    }

    @Test
    void autosaveReturnsTheTimeAndTheCounts() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hello</p>");
        dana.multipart("subject", "Recital", "pasted", "ann@x.org\nANN@x.org\nnope\nbob@x.org", "html", "<p>Hello</p>")
                .header("HX-Request", "true")
                .post("/blasts/" + id + "/save")
                .then()
                .statusCode(200)
                .header("HX-Replace-Url", "/blasts/" + id + "/edit")
                .body(
                        containsString("<p id=\"saved\""),
                        containsString("Saved "),
                        containsString("<strong>2 will get it</strong>"),
                        containsString("2 will not (why?)"),
                        containsString("1 duplicate, 1 not a valid email address"),
                        containsString("Pasted, line 3"));
        dana.multipart("subject", "Recital 2", "pasted", "ann@x.org\nANN@x.org\nnope\nbob@x.org", "html", "")
                .post("/blasts/" + id + "/save")
                .then()
                .statusCode(200)
                .body(containsString("Saved "), not(containsString("will get it")));
    }

    @Test
    void autosaveWithoutASessionReturns401() {
        io.restassured.RestAssured.given()
                .multiPart("subject", "Recital")
                .header("HX-Request", "true")
                .post("/blasts/new/save")
                .then()
                .statusCode(401);
    }

    @Test
    void invalidInputIsMarkedAtItsFieldAndPreserved() {
        Browser dana = new Browser(accounts.owner());
        String tooLong = "x".repeat(501);
        dana.multipart("subject", tooLong, "replyTo", "nobody at all", "html", "<p>Kept</p>", "pasted", "ann@x.org")
                .post("/blasts/new")
                .then()
                .statusCode(422)
                .body(
                        containsString("id=\"subject-error\">Use at most 500 characters."),
                        containsString(tooLong),
                        containsString("id=\"replyTo-error\">Enter an email address such as"),
                        containsString("value=\"nobody at all\""),
                        containsString("Kept"),
                        containsString("1 will get it"));
    }

    @Test
    void reviewOfAnEmptyDraftListsMissingFields() {
        Browser dana = new Browser(accounts.owner());
        dana.multipart("action", "review")
                .post("/blasts/new")
                .then()
                .statusCode(422)
                .body(
                        containsString("Enter a subject."),
                        containsString("Write a message."),
                        containsString("Add at least one recipient."));
    }

    @Test
    void scriptsAreRemovedBeforeTheMessageIsStored() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p onclick=\"x()\">Hi<script>alert(1)</script></p>");
        assertThat(Blast.find(dana.person().accountId(), id).orElseThrow().html).isEqualTo("<p>Hi</p>");
    }

    @Test
    void fileAddsPeopleWithTheirFieldsAndCanBeRemoved() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        dana.multipart("pasted", "ann@x.org", "subject", "Recital")
                .multiPart(
                        "csv",
                        "C:\\lists\\families.csv",
                        "email;Class\nann@x.org;A\nbob@x.org;B\n;C\n".getBytes(StandardCharsets.UTF_8),
                        "text/csv")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        String page = dana.page("/blasts/" + id + "/edit");
        assertThat(page)
                .contains(
                        "families.csv (3)",
                        "2 will get it",
                        "2 will not (why?)",
                        "{{class}}",
                        "No email address in this row");
        String remove =
                page.replaceAll("(?s).*value=\"(remove-people:\\d+)\" aria-label=\"Remove families.csv\".*", "$1");
        dana.multipart("pasted", "ann@x.org", "action", remove)
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(dana.page("/blasts/" + id + "/edit"))
                .contains("1 will get it")
                .doesNotContain("families.csv");
    }

    @Test
    void fileWithoutAddressColumnIsRejectedAndInputIsPreserved() {
        Browser dana = new Browser(accounts.owner());
        dana.multipart("subject", "Kept subject", "html", "<p>Kept text</p>")
                .multiPart("csv", "phones.csv", "name,phone\nAnn,1\n".getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/blasts/new")
                .then()
                .statusCode(422)
                .body(
                        containsString("id=\"csv-error\">phones.csv: No column of email addresses was found"),
                        containsString("Kept subject"),
                        containsString("Kept text"));
    }

    @Test
    void thirtyThousandPeopleFitInAFile() throws IOException {
        Path file = folder.resolve("many.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("email,first_name\n");
            for (int i = 0; i < 30_000; i++) {
                writer.write("person" + i + "@x.org,Person\n");
            }
        }
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>Hi</p>");
        dana.form()
                .multiPart("csv", file.toFile(), "text/csv")
                .post("/blasts/" + id + "/edit")
                .then()
                .statusCode(303);
        assertThat(dana.page("/blasts/" + id + "/edit")).contains("30,000 will get it");
    }

    @Test
    void attachmentsAboveTenMegabytesAreRejected() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>Hi</p>");
        attach(dana, id, "plan.pdf", 6).then().statusCode(303);
        attach(dana, id, "more.pdf", 5)
                .then()
                .statusCode(422)
                .body(
                        containsString("id=\"attachment-error\">more.pdf was not attached"),
                        containsString("plan.pdf (6.0 MB)"));
        long key = Blast.find(dana.person().accountId(), id).orElseThrow().key();
        assertThat(AttachedFile.summaries(key))
                .extracting(AttachedFile.Summary::name)
                .containsExactly("plan.pdf");
        String remove = "remove-file:" + AttachedFile.summaries(key).get(0).id();
        dana.multipart("action", remove).post("/blasts/" + id + "/edit").then().statusCode(303);
        assertThat(AttachedFile.summaries(key)).isEmpty();
    }

    @Test
    void imageIsStoredOnceAndPublic() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>Hi</p>");
        String url = picture(dana, id, PNG).then().statusCode(200).extract().path("url");
        assertThat(picture(dana, id, PNG).<String>path("url")).isEqualTo(url);
        io.restassured.RestAssured.given()
                .get(url.replaceAll(".*(/i/.*)", "$1"))
                .then()
                .statusCode(200)
                .contentType("image/png")
                .header("Cache-Control", containsString("immutable"))
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void otherFilesAreRejectedAsImagesRegardlessOfTheirName() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("Recital", "", "<p>Hi</p>");
        picture(dana, id, "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(422)
                .body(
                        "error",
                        equalTo(
                                "Mail programs do not show SVG images. Save it as a PNG or JPEG image and choose that."));
        io.restassured.RestAssured.given().get("/i/nothing").then().statusCode(404);
    }

    @Test
    void draftsAreVisibleOnlyToTheirAuthorAndOwners() {
        TestAccounts.Person owner = accounts.owner();
        Browser sam = new Browser(accounts.staff(owner.accountId()));
        String id = sam.draft("Sam's", "ann@x.org", "<p>Hi</p>");
        new Browser(owner).form().get("/blasts/" + id + "/edit").then().statusCode(200);
        assertNotFoundEverywhere(new Browser(accounts.staff(owner.accountId())), id);
        assertNotFoundEverywhere(new Browser(accounts.owner()), id);
        assertNotFoundEverywhere(sam, "01JD0000000000000000000000");
    }

    @Test
    void usedIdOnANewPageIsReplaced() {
        String theirs = new Browser(accounts.owner()).draft("Theirs", "", "");
        Browser dana = new Browser(accounts.owner());
        Response saved = dana.multipart("draft", theirs, "subject", "Mine").post("/blasts/new");
        saved.then().statusCode(303).header("Location", not(containsString(theirs)));
    }

    private static void assertNotFoundEverywhere(Browser stranger, String id) {
        for (String path : new String[] {"edit", "review", "preview", "preview/html"}) {
            stranger.form().get("/blasts/" + id + "/" + path).then().statusCode(404);
        }
        for (String path : new String[] {"edit", "save"}) {
            stranger.multipart("subject", "Taken")
                    .post("/blasts/" + id + "/" + path)
                    .then()
                    .statusCode(404);
        }
        for (String path : new String[] {"test", "send", "unschedule"}) {
            stranger.form()
                    .formParam("to", "a@x.org")
                    .post("/blasts/" + id + "/" + path)
                    .then()
                    .statusCode(404);
        }
        picture(stranger, id, PNG).then().statusCode(404);
    }

    private static Response attach(Browser dana, String id, String name, int megabytes) {
        return dana.multipart("subject", "Recital")
                .multiPart("attachment", name, new byte[megabytes * 1024 * 1024], "application/pdf")
                .post("/blasts/" + id + "/edit");
    }

    private static Response picture(Browser browser, String id, byte[] content) {
        return browser.form()
                .multiPart("picture", "logo.png", content, "image/png")
                .post("/blasts/" + id + "/images");
    }
}
