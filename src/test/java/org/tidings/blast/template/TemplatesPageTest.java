package org.tidings.blast.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.blast.Purpose;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class TemplatesPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Test
    void startingPointBecomesADraft() {
        TestAccounts.Person dana = accounts.owner();
        Blast draft = started(dana, "/templates/starting-points/holiday-hours");
        assertThat(draft.purpose).isEqualTo(Purpose.SERVICE);
        assertThat(draft.subject).isEqualTo("We are closed from [date] to [date]");
        assertThat(draft.html).contains("Hi {{first_name|there}},");
        assertThat(draft.createdBy).isEqualTo(dana.staffId());
    }

    @Test
    void savedTemplateStartsBlastsOfTheWholeAccount() {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person sam = accounts.staff(dana.accountId());
        String template = saved(dana, "Monthly news");
        Blast draft = started(sam, template + "/blast");
        assertThat(draft.subject).isEqualTo("News");
        assertThat(draft.html).isEqualTo("<p>Hello</p>");
        assertThat(draft.preheader).isEqualTo("All of it");
        assertThat(draft.createdBy).isEqualTo(sam.staffId());
    }

    @Test
    void framesShowTheMessageInTheLayoutWithoutScripts() {
        TestAccounts.Person dana = accounts.owner();
        for (String path : new String[] {"/templates/starting-points/event", saved(dana, "Monthly news")}) {
            dana.browser()
                    .get(path + "/html")
                    .then()
                    .statusCode(200)
                    .header("Content-Security-Policy", containsString("sandbox"))
                    .body(containsString("class=\"tm\""), not(containsString("{{")));
        }
    }

    @Test
    void nameIsRequiredAndUnique() {
        TestAccounts.Person dana = accounts.owner();
        saved(dana, "Monthly news");
        save(dana, "monthly news").then().statusCode(422).body(containsString("already a template with this name"));
        save(dana, " ").then().statusCode(422).body(containsString("Enter a name."));
        saved(accounts.owner(), "Monthly news");
    }

    @Test
    void templateIsRenamedAndDeleted() {
        TestAccounts.Person dana = accounts.owner();
        String template = saved(dana, "Monthly news");
        saved(dana, "Weekly news");
        dana.browser().formParam("name", "Weekly news").post(template).then().statusCode(422);
        dana.browser().formParam("name", "Letter").post(template).then().statusCode(303);
        dana.browser().get(template).then().body(containsString("<h1>Letter</h1>"));
        Blast draft = started(dana, template + "/blast");
        dana.browser().post(template + "/delete").then().statusCode(303);
        dana.browser().get(template).then().statusCode(404);
        dana.browser().get("/blasts/" + draft.publicId + "/edit").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/html", "/blast", "/delete"})
    void templateOfAnotherAccountIsNotFound(String path) {
        String template = saved(accounts.owner(), "Secret");
        TestAccounts.Person other = accounts.owner();
        boolean isGet = path.isEmpty() || path.equals("/html");
        Response answer =
                isGet ? other.browser().get(template + path) : other.browser().post(template + path);
        answer.then().statusCode(404);
        String unknown = "/templates/01ARZ3NDEKTSV4RRFFQ69G5FAV" + path;
        Response same = isGet ? other.browser().get(unknown) : other.browser().post(unknown);
        assertThat(answer.asString()).isEqualTo(same.asString());
        other.browser().get("/templates").then().body(not(containsString("Secret")));
    }

    @Test
    void earlierBlastsAreOfferedForACopy() {
        TestAccounts.Person dana = accounts.owner();
        Blast sent = samples.blast(dana.accountId(), dana.staffId(), "News of May", BlastState.COMPLETED);
        Blast draft = started(dana, "/templates/starting-points/newsletter");
        String copy = "/blasts/" + sent.publicId + "/duplicate";
        dana.browser().get("/templates").then().body(containsString(copy), not(containsString(draft.publicId)));
        dana.browser().get("/templates?q=MAY").then().body(containsString(copy));
        dana.browser()
                .get("/templates?q=June")
                .then()
                .body(containsString("No earlier blast matches."), not(containsString(copy)));
        accounts.staff(dana.accountId()).browser().get("/templates").then().body(not(containsString(sent.publicId)));
    }

    private static Response save(TestAccounts.Person person, String name) {
        return person.browser()
                .multiPart("action", "save-template")
                .multiPart("templateName", name)
                .multiPart("subject", "News")
                .multiPart("preheader", "All of it")
                .multiPart("html", "<p>Hello</p>")
                .post("/blasts/new");
    }

    /** Returns the path of the template. */
    private static String saved(TestAccounts.Person person, String name) {
        save(person, name).then().statusCode(303);
        return QuarkusTransaction.requiringNew()
                .call(() -> "/templates/"
                        + MessageTemplate.named(person.accountId(), name).orElseThrow().publicId);
    }

    private static Blast started(TestAccounts.Person person, String path) {
        Response answer = person.browser().post(path);
        answer.then().statusCode(303);
        String id = answer.getHeader("Location").replaceAll(".*/blasts/([^/]+)/edit", "$1");
        return QuarkusTransaction.requiringNew()
                .call(() -> Blast.find(person.accountId(), id).orElseThrow());
    }
}
