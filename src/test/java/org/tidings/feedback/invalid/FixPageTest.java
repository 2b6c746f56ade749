package org.tidings.feedback.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.Invariants;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

@QuarkusTest
@CountersHold
class FixPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    Invariants invariants;

    private TestAccounts.Person owner;
    private Blast blast;

    @BeforeEach
    void createBounces() {
        owner = accounts.owner();
        blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
        people.add(blast, List.of("mia@gmial.com"), RecipientStatus.BOUNCE);
        people.add(blast, List.of("ann@x.example"), RecipientStatus.DELIVERY);
        people.sql("update recipient set first_name = 'Mia', last_name = 'Larsen', fields = '{\"class\":\"Tumbling\"}'"
                + " where email = 'mia@gmial.com' and blast_id = " + blast.key());
    }

    @Test
    void reportAndTimelineSuggestACorrectionAndLinkToTheForm() {
        for (String page : List.of("", "/recipients/mia@gmial.com")) {
            owner.browser()
                    .get("/blasts/" + blast.publicId + page)
                    .then()
                    .statusCode(200)
                    .body(containsString("Did you mean gmail.com?"))
                    .body(containsString("/invalid/fix?blast=" + blast.publicId + "&amp;email=mia%40gmial.com"));
        }
        owner.browser()
                .get("/invalid/fix?blast=" + blast.publicId + "&email=mia@gmial.com")
                .then()
                .statusCode(200)
                .body(containsString("Did you mean mia@gmail.com?"))
                .body(containsString("value=\"mia@gmail.com\""));
    }

    @Test
    void messageIsSentToTheCorrectedAddressAndTheCountsStayConsistent() {
        fix("mia@gmial.com", " MIA@gmail.com ").statusCode(303);

        assertThat(invariants.hold(blast.key())).isEqualTo(3);
        assertThat(people.value("select concat_ws(' ', first_name, last_name, fields) from recipient"
                        + " where email = 'mia@gmail.com' and blast_id = " + blast.key()))
                .isEqualTo("Mia Larsen {\"class\":\"Tumbling\"}");
        assertThat(status("mia@gmial.com")).isEqualTo(RecipientStatus.BOUNCE);
        await().untilAsserted(() -> assertThat(status("mia@gmail.com")).isEqualTo(RecipientStatus.DELIVERY));
        assertThat(invariants.hold(blast.key())).isEqualTo(3);
        owner.browser()
                .get("/blasts/" + blast.publicId + "?status=BOUNCE")
                .then()
                .body(containsString("Sent again to mia@gmail.com"))
                .body(not(containsString("Fix and resend")));
        owner.browser()
                .get("/blasts/" + blast.publicId + "/recipients/mia@gmail.com")
                .then()
                .body(containsString("Added in place of mia@gmial.com."));
    }

    @Test
    void submittingTwiceSendsOnce() {
        fix("mia@gmial.com", "mia@gmail.com").statusCode(303);
        fix("mia@gmial.com", "mia@gmail.com").statusCode(422).body(containsString("That address "));
        assertThat(invariants.hold(blast.key())).isEqualTo(3);
    }

    @Test
    void errorsAreShownBesideTheField() {
        fix("mia@gmial.com", "").statusCode(422).body(containsString("Enter the correct address"));
        fix("mia@gmial.com", "mia").statusCode(422).body(containsString("Enter an email address"));
        fix("mia@gmial.com", "mia@gmial.com").statusCode(422).body(containsString("This is the old address"));
        fix("mia@gmial.com", "ann@x.example").statusCode(422).body(containsString("already got this blast"));
        addAddress("dead@x.example", "invalid_since = utc_timestamp(6), invalid_reason = 'Bounced'");
        fix("mia@gmial.com", "dead@x.example").statusCode(422).body(containsString("That address is invalid"));
        addAddress("no@x.example", "unsubscribed_at = utc_timestamp(6)");
        fix("mia@gmial.com", "no@x.example").statusCode(422).body(containsString("unsubscribed"));
        assertThat(invariants.hold(blast.key())).isEqualTo(2);
    }

    @Test
    void addressThatIsAlreadyInTheBlastIsToldFromOneThatGotIt() {
        people.add(blast, List.of("old@x.example"), RecipientStatus.INVALID);
        people.add(blast, List.of("dead@x.example"), RecipientStatus.BOUNCE);
        fix("mia@gmial.com", "old@x.example")
                .statusCode(422)
                .body(containsString("was not mailed, because it is invalid"));
        fix("mia@gmial.com", "dead@x.example").statusCode(422).body(containsString("and the message bounced"));
    }

    @Test
    void whoWasSentTheMessageAgainNeedsNoAttentionAnyMore() {
        people.add(blast, List.of("dead@x.example"), RecipientStatus.BOUNCE);
        assertThat(attention()).isEqualTo("2");
        fix("mia@gmial.com", "mia@gmail.com").statusCode(303);
        assertThat(attention()).isEqualTo("1");
        Document list = report("?tab=attention");
        assertThat(list.select("section[aria-label=Needs attention] tbody tr").eachText())
                .singleElement()
                .asString()
                .contains("dead@x.example");
        assertThat(list.select("section[aria-labelledby=done] tbody tr").eachText())
                .singleElement()
                .asString()
                .contains("mia@gmial.com", "See the later message");
        fix("dead@x.example", "alive@x.example").statusCode(303);
        assertThat(attention()).isEqualTo("0");
        assertThat(report("?tab=attention").text()).contains("Nothing needs attention.");
    }

    private String attention() {
        return report("?tab=everyone").select("#attention-count").text();
    }

    private Document report(String query) {
        return Jsoup.parse(owner.browser()
                .get("/blasts/" + blast.publicId + query)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    @Test
    void correctionDoesNotOverrideAnUnsubscribe() {
        people.sql(
                "update address set unsubscribed_at = utc_timestamp(6) where email = 'mia@gmial.com' and account_id = "
                        + owner.accountId());
        fix("mia@gmial.com", "mia@gmail.com").statusCode(422).body(containsString("unsubscribed"));
        assertThat(invariants.hold(blast.key())).isEqualTo(2);
    }

    @Test
    void deliveredMessageCannotBeCorrected() {
        fix("ann@x.example", "anna@x.example").statusCode(404);
        assertThat(invariants.hold(blast.key())).isEqualTo(2);
    }

    @Test
    void complaintAboutAnEarlierBlastPreventsACorrection() {
        Blast earlier = samples.blast(owner.accountId(), owner.staffId(), "Earlier", BlastState.COMPLETED);
        people.add(earlier, List.of("mia@gmial.com"), RecipientStatus.DELIVERY);
        people.sql("update recipient set complaint = true where blast_id = " + earlier.key());
        people.sql("update recipient_counts set complaints = 1 where blast_id = " + earlier.key());
        fix("mia@gmial.com", "mia@gmail.com").statusCode(422).body(containsString("as spam"));
        assertThat(invariants.hold(blast.key())).isEqualTo(2);
    }

    @Test
    void serviceNoticeIsSentDespiteAMarketingUnsubscribe() {
        people.sql("update blast set purpose = 'SERVICE' where id = " + blast.key());
        addAddress("no@x.example", "unsubscribed_at = utc_timestamp(6)");
        fix("mia@gmial.com", "no@x.example").statusCode(303);
        assertThat(invariants.hold(blast.key())).isEqualTo(3);
    }

    @Test
    void correctionRequiresASentBlast() {
        people.sql("update blast set state = 'PAUSED' where id = " + blast.key());
        fix("mia@gmial.com", "mia@gmail.com").statusCode(422).body(containsString("paused or cancelled"));
        // not RUNNING: the application would launch it
        people.sql("update blast set state = 'COMPLETED', launched_at = null where id = " + blast.key());
        fix("mia@gmial.com", "mia@gmail.com").statusCode(422).body(containsString("still being prepared"));
        people.sql("update blast set cleared = true where id = " + blast.key());
        fix("mia@gmial.com", "mia@gmail.com").statusCode(404);
    }

    @Test
    void notFoundForOtherAccounts() {
        for (TestAccounts.Person other : List.of(accounts.owner(), accounts.staff(owner.accountId()))) {
            other.browser()
                    .get("/invalid/fix?blast=" + blast.publicId + "&email=mia@gmial.com")
                    .then()
                    .statusCode(404);
            post(other, "mia@gmial.com", "mia@gmail.com").statusCode(404);
        }
        fix("nobody@x.example", "mia@gmail.com").statusCode(404);
        assertThat(invariants.hold(blast.key())).isEqualTo(2);
    }

    private RecipientStatus status(String email) {
        return RecipientStatus.of(Integer.parseInt(String.valueOf(people.value(
                "select status from recipient where email = '" + email + "' and blast_id = " + blast.key()))));
    }

    private void addAddress(String email, String state) {
        people.sql("insert into address (account_id, email, created_at) values (" + owner.accountId() + ", '" + email
                + "', utc_timestamp(6))");
        people.sql("update address set " + state + " where account_id = " + owner.accountId() + " and email = '" + email
                + "'");
    }

    private ValidatableResponse fix(String from, String to) {
        return post(owner, from, to);
    }

    private ValidatableResponse post(TestAccounts.Person person, String from, String to) {
        return person.browser()
                .formParam("blast", blast.publicId)
                .formParam("email", from)
                .formParam("to", to)
                .post("/invalid/fix")
                .then();
    }
}
