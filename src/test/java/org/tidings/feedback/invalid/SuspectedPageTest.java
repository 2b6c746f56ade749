package org.tidings.feedback.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Reply;
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
class SuspectedPageTest {

    private static final String SUSPECTED = "/invalid/suspected";
    private static final Pattern OLDER = Pattern.compile("href=\"(/invalid/suspected\\?cursor=[^\"]+)\"");
    private static final Pattern EMAIL = Pattern.compile("p\\d\\d@x\\.example");

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
    void createSuspicion() throws Exception {
        owner = accounts.owner();
        author = accounts.staff(owner.accountId());
        blast = samples.blast(owner.accountId(), author.staffId(), "Spring recital", BlastState.COMPLETED);
        mia = people.add(blast, List.of("mia@gone.example"), RecipientStatus.DELIVERY)
                .get(0);
        people.sql("update recipient set first_name = 'Mia', last_name = 'Larsen'" + mia.where());
        suspect(mia);
    }

    private void suspect(Mailed person) throws Exception {
        feedback.take(List.of(new FeedbackEvent(
                        person.subject(),
                        FeedbackEvent.Kind.FAILED,
                        Classifier.classify(Reply.parse("gone fishing"), Classifier.Source.NOTICE),
                        clock.instant(),
                        "suspicion-" + person.subject().blastId() + "-"
                                + person.subject().seq(),
                        "gone fishing",
                        InvalidPageTest.NOTICE)))
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void showsPersonBlastAndTheNoticeBeside() {
        owner.browser()
                .get(SUSPECTED)
                .then()
                .statusCode(200)
                .body(containsString("Probably dead: one more try."))
                .body(containsString("Mia Larsen"))
                .body(containsString("mia@gone.example"))
                .body(containsString("/blasts/" + blast.publicId))
                .body(containsString("Your message to Mia &lt;3 could not be delivered."));
        owner.browser().get("/invalid").then().body(containsString("href=\"/invalid/suspected\""));
    }

    @Test
    void suspicionDuringSendingShowsWhatTheServerSaid() {
        Mailed lee = people.add(blast, List.of("lee@gone.example"), RecipientStatus.SENT)
                .get(0);
        ledger.apply(List.of(NewEvent.of(lee.key(), EventType.SUSPECTED, clock.instant())
                .withDetail("550 gone fishing")
                .fromSource("attempt-" + lee.subject().seq())));
        owner.browser()
                .get(SUSPECTED)
                .then()
                .body(containsString("lee@gone.example"))
                .body(containsString("550 gone fishing"));
    }

    @Test
    void addressThatBecameInvalidIsInTheOtherList() throws Exception {
        suspect(people.again(mia, RecipientStatus.DELIVERY));
        assertThat(people.invalid(mia)).isNotNull();
        owner.browser().get(SUSPECTED).then().body(not(containsString("mia@gone.example")));
        owner.browser().get("/invalid").then().body(containsString("mia@gone.example"));
    }

    @Test
    void oldSuspicionIsForgotten() {
        people.sql("update address set suspected_at = timestampadd(day, -31, suspected_at) where id = "
                + mia.subject().addressId());
        owner.browser().get(SUSPECTED).then().body(containsString("No suspected addresses."));
    }

    @Test
    void otherStaffSeeTheAddressButNeitherTheBlastNorTheNotice() {
        accounts.staff(owner.accountId())
                .browser()
                .get(SUSPECTED)
                .then()
                .statusCode(200)
                .body(containsString("mia<wbr>@gone"))
                .body(not(containsString("Spring recital")))
                .body(not(containsString("Your message to Mia")));
    }

    @Test
    void notVisibleToOtherAccounts() {
        accounts.owner().browser().get(SUSPECTED).then().statusCode(200).body(not(containsString("mia@gone.example")));
    }

    @Test
    void pagesHaveNoGapsOrDuplicates() throws Exception {
        List<String> emails =
                IntStream.range(0, 60).mapToObj("p%02d@x.example"::formatted).toList();
        for (Mailed person : people.add(blast, emails, RecipientStatus.DELIVERY)) {
            suspect(person);
        }
        List<String> met = new ArrayList<>();
        for (String path = SUSPECTED; path != null; ) {
            String page =
                    owner.browser().get(path).then().statusCode(200).extract().asString();
            String table = page.substring(page.indexOf("<tbody>"));
            EMAIL.matcher(table)
                    .results()
                    .map(found -> found.group())
                    .distinct()
                    .forEach(met::add);
            Matcher older = OLDER.matcher(page);
            path = older.find() ? older.group(1) : null;
        }
        assertThat(met).hasSize(60).containsExactlyInAnyOrderElementsOf(emails);
    }
}
