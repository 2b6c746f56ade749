package org.tidings.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockJson;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class AnswerPageTest {

    @Inject
    MailedPeople people;

    @Inject
    Tokens tokens;

    @Inject
    Transactions transactions;

    private Mailed ann;

    @BeforeEach
    void mail() {
        ann = people.one(RecipientStatus.DELIVERY);
    }

    @Test
    void lookingChangesNothing() {
        for (String page : List.of(gotIt(), poll(), poll() + "?answer=yes")) {
            given().get(page)
                    .then()
                    .statusCode(200)
                    .body(containsString("Spring recital"))
                    .header("Set-Cookie", emptyOrNullString());
            given().head(page).then().statusCode(200);
        }
        assertThat(answers()).isEqualTo("0");
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @Test
    void onePressIsProofOfReadingAndClearsASuspicion() {
        people.sql("update address set suspected_at = utc_timestamp(6) where id = "
                + ann.subject().addressId());
        for (int i = 0; i < 2; i++) {
            given().formParam("answer", "got-it")
                    .post(gotIt())
                    .then()
                    .statusCode(200)
                    .body(containsString("You have confirmed that you read this message."))
                    .header("Set-Cookie", emptyOrNullString());
        }

        assertThat(people.count(ann, "got_it")).isEqualTo(1);
        assertThat(people.events(ann)).containsExactly("GOT_IT");
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.value("select suspected_at from address where id = "
                        + ann.subject().addressId()))
                .isNull();
        given().get(gotIt()).then().body(containsString("You have confirmed"));
    }

    @Test
    void anAnswerCanBeChanged() {
        people.sql("update blast set html = '<a href=\"{{poll_url}}\">Yes</a>', blocks = '"
                + BlockJson.write(List.of(new Block.Poll("Will {{first_name|you}} come?")))
                + "' where id = " + ann.blastId());
        given().get(poll() + "?answer=no").then().body(containsString("Will you come?"));
        given().formParam("answer", "YES").post(poll()).then().body(containsString("Your answer is <strong>Yes"));
        given().get(poll()).then().body(containsString("Your answer is <strong>Yes"));
        given().get(poll() + "?answer=no").then().body(containsString("Your answer so far: <strong>Yes"));
        given().formParam("answer", "NO").post(poll()).then().body(containsString("Your answer is <strong>No"));

        assertThat(people.count(ann, "answered_yes")).isZero();
        assertThat(people.count(ann, "answered_no")).isEqualTo(1);
        assertThat(people.events(ann)).contains("ANSWERED");
    }

    @Test
    void aOneClickUnsubscribeRequestRecordsNothing() {
        for (String page : List.of(gotIt(), poll())) {
            given().formParam("List-Unsubscribe", "One-Click").post(page).then().statusCode(400);
        }
        given().formParam("answer", "yes").post(gotIt()).then().statusCode(400);
        given().formParam("answer", "got-it").post(poll()).then().statusCode(400);
        given().post(gotIt()).then().statusCode(400);
        given().formParam("List-Unsubscribe", "One-Click")
                .post("/u/" + tokens.sign(TokenPurpose.UNSUBSCRIBE, ann.subject()))
                .then()
                .statusCode(200);

        assertThat(answers()).isEqualTo("0");
    }

    @Test
    void badTokensAreNotFound() {
        String good = gotIt();
        for (String page : List.of(
                "/y/nothing",
                good.substring(0, good.length() - 2),
                "/y/" + tokens.sign(TokenPurpose.UNSUBSCRIBE, ann.subject()),
                "/y/" + tokens.sign(TokenPurpose.VIEW, ann.subject()))) {
            given().get(page).then().statusCode(404);
            given().formParam("answer", "got-it").post(page).then().statusCode(404);
        }
        assertThat(answers()).isEqualTo("0");
    }

    @Test
    void aClearedReportSaysThatNothingIsRecorded() {
        people.clear(ann);
        given().get(gotIt()).then().statusCode(200).body(containsString("Answers are closed"));
        given().formParam("answer", "got-it")
                .post(gotIt())
                .then()
                .statusCode(200)
                .body(containsString("yours was not recorded"));
    }

    @Test
    void anAnswerIsAcceptedWhileTheDatabaseCannotBeAsked() {
        QuarkusMock.installMockForType(new Unavailable(transactions), AnsweredMessage.class);

        given().get(gotIt()).then().statusCode(200).body(containsString("Have you read this message?"));
        given().get(poll() + "?answer=yes").then().statusCode(200).body(containsString("Your answer"));
        given().formParam("answer", "MAYBE").post(poll()).then().statusCode(200).body(containsString("Maybe"));

        assertThat(people.count(ann, "answered_maybe")).isEqualTo(1);
    }

    private static final class Unavailable extends AnsweredMessage {
        Unavailable(Transactions transactions) {
            super(transactions);
        }

        @Override
        Optional<Found> find(TokenSubject subject) {
            throw new DatabaseException(new SQLException("Connection refused", "08001"));
        }
    }

    @Test
    void theLinkOfATestOrAPreviewSaysSo() {
        String test = "/y/" + tokens.sign(TokenPurpose.GOT_IT, new TokenSubject(ann.blastId(), 0, 0));
        given().get(test).then().statusCode(200).body(containsString("This is a test"));
        given().formParam("answer", "got-it").post(test).then().body(containsString("Nothing is recorded"));
        given().get("/y/preview?answer=yes").then().statusCode(200).body(containsString("This is a test"));
    }

    private String gotIt() {
        return "/y/" + tokens.sign(TokenPurpose.GOT_IT, ann.subject());
    }

    private String poll() {
        return "/y/" + tokens.sign(TokenPurpose.POLL, ann.subject());
    }

    private String answers() {
        return String.valueOf(people.value("select count(*) from recipient_answer" + ann.where()));
    }
}
