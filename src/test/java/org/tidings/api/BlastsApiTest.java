package org.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;
import org.tidings.account.AuditEntry;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

@QuarkusTest
@CountersHold
class BlastsApiTest {

    private static final String LATER = "2099-01-01T10:00:00Z";

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    private TestAccounts.Person owner;

    @BeforeEach
    void newAccount() {
        owner = accounts.owner();
    }

    @Test
    void newBlastIsCreatedWithItsAddress() {
        Response created = post(body("Recital"), null);

        created.then()
                .statusCode(201)
                .body("title", equalTo("Email Blast :: Recital"))
                .body("state", equalTo("SCHEDULED"));
        String id = created.path("id");
        assertThat(created.header("Location")).endsWith("/api/v1/blasts/" + id);
        assertThat(created.<Object>path("counts"))
                .asString()
                .contains("SENT", "DELIVERY", "OPEN", "CLICK", "BOUNCE", "INVALID", "UNSUBSCRIBED", "FAILED");
    }

    /** The server runs in this JVM. Under a Thai locale, a driver once wrote years of the Buddhist calendar. */
    @ParameterizedTest
    @ValueSource(strings = {"th-TH", "ar-EG-u-nu-arab", "tr-TR"})
    void blastIsTheSameUnderEveryLocale(String tag) {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            post(body("Recital"), null).then().statusCode(201).body("sendAt", equalTo(LATER));
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void textAloneBecomesParagraphsAndLinks() {
        String id = post(
                        body("Text")
                                .replace(
                                        "\"html\": \"<p>Hi</p>\"",
                                        "\"text\": \"Hi {{first_name}},\\nsee https://x.example/a.\\n\\nBye\""),
                        null)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Blast blast = QuarkusTransaction.requiringNew()
                .call(() -> Blast.find(owner.accountId(), id).orElseThrow());
        assertThat(blast.html)
                .isEqualTo(
                        "<p>Hi {{first_name}},<br>see <a href=\"https://x.example/a\">https://x.example/a</a>.</p><p>Bye</p>");
        assertThat(blast.text).isEqualTo("Hi {{first_name}},\nsee https://x.example/a.\n\nBye");
    }

    @Test
    void whatCleaningRemovesIsNamed() {
        post(
                        body("Script")
                                .replace(
                                        "<p>Hi</p>",
                                        "<p onclick='x()'>Hi</p><script>x()</script><a href='ftp://x/'>y</a>"),
                        null)
                .then()
                .statusCode(201)
                .body("removed", equalTo(List.of("attribute onclick", "<script>", "link to ftp://x/")));
        post(body("Clean"), null).then().statusCode(201).body("removed", nullValue());
    }

    @Test
    void sameKeyAndBodyIsTheSameBlast() {
        String first =
                post(body("Once"), "key-1").then().statusCode(201).extract().path("id");
        String second =
                post(body("Once"), "key-1").then().statusCode(201).extract().path("id");

        assertThat(second).isEqualTo(first);
        owner.program().get("/api/v1/blasts").then().body("items", hasSize(1));
    }

    @Test
    void whatIsTooLongOrTooLateIsSaidAtItsField() {
        post(body("x".repeat(501)).replace(LATER, "+999999999-12-31T00:00:00Z"), null)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", contains("subject", "sendAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sendAt=tomorrow",
                "uselessAfter=tomorrow",
                "uselessAfter=2001-01-01T00:00:00Z",
                "spreadOver=two hours",
                "spreadOver=PT1S",
                "spreadOver=PT999999999999H"
            })
    void wrongTimeIsNamed(String wrong) {
        String[] field = wrong.split("=", 2);
        String body = "{\"" + field[0] + "\": \"" + field[1] + "\", \"subject\": \"Recital\", \"html\": \"<p>Hi</p>\","
                + " \"audience\": {\"recipients\": [{\"email\": \"ann@x.example\"}]}}";
        post(body, null)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", contains(field[0]));
        owner.program().get("/api/v1/blasts").then().body("items", hasSize(0));
    }

    @Test
    void sameKeyForAnotherRequestIsRefused() {
        post(body("One"), "key-2").then().statusCode(201);
        post(body("Two"), "key-2")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("status", equalTo(422));
    }

    @Test
    void sameKeyOfAnotherAccountIsAnotherKey() {
        String ours = post(body("One"), "shared").path("id");
        owner = accounts.owner();
        String theirs =
                post(body("One"), "shared").then().statusCode(201).extract().path("id");

        assertThat(theirs).isNotEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "{\"subject\": \"x\"",
                "{\"subject\": 5}",
                "{\"audience\": {\"recipients\": [",
                "{\"audience\": {\"recipients\": [5]}}",
                "{\"audience\": {\"recipients\": [{\"firstName\": \"Ann\"}]}}",
                "{\"audience\": {\"recipients\": 7}}",
                "{\"audience\": []}",
                "{\"purpose\": \"SPAM\"}",
                "{} {}"
            })
    void bodyThatIsNotABlastIsABadRequestAndLeavesTheKeyFree(String garbage) {
        post(garbage, "free").then().statusCode(400).contentType("application/problem+json");

        owner.program().get("/api/v1/blasts").then().body("items", hasSize(0));
        post(body("Now right"), "free").then().statusCode(201);
    }

    @Test
    void blastThatLacksSomethingIsNamedByField() {
        post("{\"subject\": \"\", \"html\": \"\"}", "free")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of("subject", "html", "recipients")));
        post(body("Now right"), "free").then().statusCode(201);
    }

    @Test
    void blastsComePageByPageNewestFirst() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(0, post(body("Blast " + i), null).path("id"));
        }

        List<String> found = new ArrayList<>();
        String next = "";
        do {
            Response page = owner.program().get("/api/v1/blasts?limit=3&cursor=" + next);
            found.addAll(page.path("items.id"));
            next = page.path("next");
        } while (next != null);

        assertThat(found).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "cursor=%00", "cursor=!!!", "cursor=bm9udW1iZXI"})
    void pageThatCannotBeIsABadRequest(String query) {
        owner.program()
                .urlEncodingEnabled(false)
                .get("/api/v1/blasts?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void cancelledScheduledBlastReachesNobody() {
        String id = post(body("Later"), null).path("id");
        owner.program()
                .post("/api/v1/blasts/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"));
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(204);
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(404);
        List<String> recorded = QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.ofAccount(owner.accountId(), 10).stream()
                        .map(entry -> entry.action + " " + entry.detail)
                        .toList());
        assertThat(recorded)
                .contains(
                        "blast.scheduled Later (API key Test key)",
                        "blast.cancelled Later (API key Test key)",
                        "blast.deleted Later (API key Test key)");
    }

    @Test
    void recipientIsFoundByItsIdAndByItsAddress() {
        Blast blast = samples.blast(owner.accountId(), null, "Recital", BlastState.COMPLETED);
        people.add(blast, List.of("ann@x.example", "ben@x.example"), RecipientStatus.DELIVERY);
        String recipients = "/api/v1/blasts/" + blast.publicId + "/recipients";
        owner.program().get(recipients).then().body("items.id", contains("1", "2"));
        for (String ben : List.of("2", "ben@x.example", "Ben@x.example")) {
            owner.program()
                    .get(recipients + "/" + ben + "/events")
                    .then()
                    .statusCode(200)
                    .body("type", contains("ACCEPTED"));
        }
        owner.program().get(recipients + "/3/events").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/blasts/{id}",
                "GET /api/v1/blasts/{id}/recipients",
                "GET /api/v1/blasts/{id}/recipients/ann@x.example/events",
                "GET /api/v1/blasts/{id}/report.csv",
                "GET /api/v1/tasks/{id}",
                "POST /api/v1/blasts/{id}/pause",
                "POST /api/v1/blasts/{id}/resume",
                "POST /api/v1/blasts/{id}/cancel",
                "DELETE /api/v1/blasts/{id}"
            })
    void anotherAccountFindsNothingThere(String call) {
        String id = post(body("Ours"), null).path("id");
        String[] parts = call.replace("{id}", id).split(" ", -1);
        TestAccounts.Person stranger = accounts.owner();

        stranger.program()
                .request(parts[0], parts[1])
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body(not(containsString("Ours")));
        stranger.program()
                .get("/api/v1/blasts")
                .then()
                .body("items", hasSize(0))
                .body("next", nullValue());
        stranger.program().get("/api/v1/tasks").then().body("items", hasSize(0));
        owner.program().get("/api/v1/blasts/" + id).then().body("state", equalTo("SCHEDULED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/blasts", "/api/v1/blasts/x", "/api/v1/tasks", "/api/v1/blasts/x/report.csv"})
    void withoutAKeyNothingIsSaid(String url) {
        io.restassured.RestAssured.given().get(url).then().statusCode(401).contentType("application/problem+json");
        io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + "wrong".toUpperCase(Locale.ROOT))
                .get(url)
                .then()
                .statusCode(401);
    }

    @Test
    void longAndOddPeopleAreTakenAsTheyAre() {
        String recipients = "[{\"email\": \"" + "x".repeat(400) + "@x.example\"},"
                + "{\"email\": \"Ann@B\u00fccher.example\", \"firstName\": \"" + "A".repeat(300) + "\"},"
                + "{\"email\": \"emoji@x.example\", \"firstName\": \"\ud83c\udf89\", \"fields\": {\"class\": \"T\u00e4nze\", \"none\": null}},"
                + "{\"email\": \"\"}, {\"email\": \"emoji@x.example\"}]";
        post(
                        "{\"subject\": \"Odd\", \"html\": \"<p>x</p>\", \"sendAt\": \"" + LATER
                                + "\", \"audience\": {\"recipients\": " + recipients + "}}",
                        null)
                .then()
                .statusCode(201);
    }

    private Response post(String body, String key) {
        var request = owner.program()
                .contentType("application/json")
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (key != null) {
            request = request.header("Idempotency-Key", key);
        }
        return request.post("/api/v1/blasts");
    }

    private static String body(String subject) {
        return "{\"subject\": \"" + subject + "\", \"html\": \"<p>Hi</p>\", \"sendAt\": \"" + LATER
                + "\", \"audience\": {\"recipients\": [{\"email\": \"ann@x.example\", \"firstName\": \"Ann\"}]}}";
    }
}
