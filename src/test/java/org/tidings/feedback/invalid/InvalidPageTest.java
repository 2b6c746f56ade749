package org.tidings.feedback.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.AuditEntry;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;
import org.tidings.feedback.Feedback;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class InvalidPageTest {

    static final String NOTICE = """
            From: MAILER-DAEMON@mx.example
            Subject: Undelivered mail
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=x

            --x
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Your message to Mia =3C3 could not be delivered.
            --x
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Action: failed
            Status: 5.1.1
            --x--
            """;

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    Feedback feedback;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    private TestAccounts.Person owner;
    private TestAccounts.Person author;
    private Blast blast;
    private Mailed mia;

    @BeforeEach
    void createBounces() throws Exception {
        owner = accounts.owner();
        author = accounts.staff(owner.accountId());
        blast = samples.blast(owner.accountId(), author.staffId(), "Spring recital", BlastState.COMPLETED);
        mia = people.add(blast, List.of("mia@gmial.com"), RecipientStatus.DELIVERY)
                .get(0);
        people.sql("update recipient set first_name = 'Mia', last_name = 'Larsen'" + mia.where());
        bounce(mia, "notice-" + mia.subject().seq());
    }

    private void bounce(Mailed person, String source) throws Exception {
        feedback.take(List.of(new FeedbackEvent(
                        person.subject(),
                        FeedbackEvent.Kind.FAILED,
                        new Diagnosis(Verdict.HARD, "5.1.1", "No such mailbox.", null, true, "550 5.1.1"),
                        clock.instant(),
                        source,
                        "550 5.1.1 unknown",
                        NOTICE)))
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void showsPersonReasonDateAndBlast() {
        owner.browser()
                .get("/invalid")
                .then()
                .statusCode(200)
                .body(containsString("Mia Larsen"))
                .body(containsString("mia@gmial.com"))
                .body(containsString("/blasts/" + blast.publicId))
                .body(containsString("Spring recital"));
        owner.browser().get("/invalid?q=MIA").then().body(containsString("mia@gmial.com"));
        owner.browser().get("/invalid?q=a larsen").then().body(containsString("mia@gmial.com"));
        owner.browser().get("/invalid?q=100%25").then().body(not(containsString("mia@gmial.com")));
    }

    @Test
    void showsTheNoticeAsTextAndRaw() {
        owner.browser()
                .get("/invalid/address?email=mia@gmial.com")
                .then()
                .statusCode(200)
                .body(containsString("Your message to Mia &lt;3 could not be delivered."))
                .body(containsString("Action: failed"))
                .body(containsString("Original notice"))
                .body(containsString("MAILER-DAEMON@mx.example"));
    }

    @Test
    void showsWhatTheServerSaidToOurFaceOnce() {
        ledger.apply(List.of(NewEvent.of(mia.key(), EventType.BOUNCED, clock.instant())
                .withDetail("550 5.1.1 nobody of that name")
                .fromSource("attempt-" + mia.subject().seq())));
        String page = owner.browser()
                .get("/invalid/address?email=mia@gmial.com")
                .then()
                .body(containsString("550 5.1.1 nobody of that name"))
                .extract()
                .asString();
        assertThat(page.split("rejected the message", -1)).hasSize(2);
    }

    @Test
    void releaseRequiresAReasonIsAuditedAndEndsWithTheNextBounce() throws Exception {
        author.browser()
                .formParam("email", mia.email())
                .formParam("why", " ")
                .post("/invalid/release")
                .then()
                .statusCode(422)
                .body(containsString("Enter a reason"));
        assertThat(people.invalid(mia)).isNotNull();

        author.browser()
                .formParam("email", mia.email())
                .formParam("why", "Her mailbox works again")
                .post("/invalid/release")
                .then()
                .statusCode(303);

        assertThat(people.invalid(mia)).isNull();
        AuditEntry entry = QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.ofAccount(owner.accountId(), 1).get(0));
        assertThat(entry.action).isEqualTo("address.released");
        assertThat(entry.subject).isEqualTo(mia.email());
        assertThat(entry.staffId).isEqualTo(author.staffId());
        assertThat(entry.detail).startsWith("Her mailbox works again");
        owner.browser().get("/invalid").then().body(not(containsString("mia@gmial.com")));

        Mailed again = people.again(mia, RecipientStatus.DELIVERY);
        bounce(again, "again-" + again.subject().seq());
        owner.browser().get("/invalid").then().body(containsString("mia@gmial.com"));
        owner.browser()
                .get("/invalid/address?email=mia@gmial.com")
                .then()
                .body(containsString("Released: Her mailbox works again"));
    }

    @Test
    void otherStaffSeeTheAddressButNotTheBlast() {
        TestAccounts.Person colleague = accounts.staff(owner.accountId());
        colleague
                .browser()
                .get("/invalid")
                .then()
                .statusCode(200)
                .body(containsString("mia@gmial.com"))
                .body(not(containsString("Spring recital")))
                .body(not(containsString("/invalid/fix")));
    }

    @Test
    void notVisibleToOtherAccounts() {
        TestAccounts.Person stranger = accounts.owner();
        stranger.browser().get("/invalid").then().statusCode(200).body(not(containsString("mia@gmial.com")));
        stranger.browser()
                .get("/invalid/invalid-addresses.csv")
                .then()
                .statusCode(200)
                .body(not(containsString("mia@gmial.com")));
        stranger.browser().get("/invalid/address?email=mia@gmial.com").then().statusCode(404);
        stranger.browser()
                .formParam("email", mia.email())
                .formParam("why", "x")
                .post("/invalid/release")
                .then()
                .statusCode(404);
        stranger.program().delete("/api/v1/invalid/mia@gmial.com").then().statusCode(404);
        assertThat(people.invalid(mia)).isNotNull();
    }

    @Test
    void requiresALogin() {
        io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .get("/invalid")
                .then()
                .statusCode(303);
    }

    @Test
    void pagesHaveNoGapsOrDuplicates() {
        String rows = IntStream.range(0, 120)
                .mapToObj("p%03d@x.example\r\n"::formatted)
                .reduce("email\r\n", String::concat);
        InvalidFilesPageTest.upload(owner, rows)
                .then()
                .statusCode(200)
                .body(containsString("120 added, 0 already in the list, 0 skipped"));

        List<String> met = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = owner.program()
                    .queryParam("limit", 50)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/invalid")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            met.addAll(page.getList("items.email"));
            cursor = page.getString("next");
        }
        assertThat(met).hasSize(121).doesNotHaveDuplicates();
        owner.browser().get("/invalid").then().body(containsString("Older"));
    }

    @Test
    void noCorrectionIsOfferedAfterAComplaint() {
        people.sql("update recipient set complaint = true" + mia.where());
        owner.browser().get("/invalid").then().body(not(containsString("/invalid/fix")));
        owner.browser()
                .get("/invalid/address?email=mia@gmial.com")
                .then()
                .statusCode(200)
                .body(not(containsString("/invalid/fix")));
        owner.browser()
                .formParam("blast", blast.publicId)
                .formParam("email", "mia@gmial.com")
                .formParam("to", "mia@gmail.com")
                .post("/invalid/fix")
                .then()
                .statusCode(422)
                .body(containsString("as spam"));
    }
}
