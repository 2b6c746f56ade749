package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.tidings.TwoNodes.both;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

/** The counters say that somebody waits for a first attempt, so that the blast stays under way. */
@QuarkusTest
class BreakerWatchTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    BreakerWatch watch;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    private TestAccounts.Person owner;
    private Blast blast;

    @BeforeEach
    void aRunningBlast() {
        owner = accounts.owner();
        blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.PAUSED);
        samples.count(blast);
        people.sql("update recipient_counts set waiting = 1 where blast_id = " + blast.key());
        people.sql("update blast set state = 'RUNNING' where id = " + blast.key());
    }

    @Test
    void pausesWithTheReasonAndGoesOnWhenAPersonSaysSo() {
        happens(add("dead", "x.example", 21), EventType.BOUNCED);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PAUSED"));
        owner.browser()
                .get("/blasts/" + blast.publicId)
                .then()
                .body(containsString("Paused: 21 of the last 21 addresses are dead."))
                .body(containsString("Resume"));

        owner.browser().post("/blasts/" + blast.publicId + "/resume").then().statusCode(303);
        happens(add("more", "x.example", 150), EventType.BOUNCED);
        watch.look();
        assertThat(state()).isEqualTo("RUNNING");

        happens(add("evenmore", "x.example", 50), EventType.BOUNCED);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PAUSED"));
    }

    @Test
    void twoNodesThatFindTheSamePauseItOnce() throws Exception {
        happens(add("dead", "x.example", 21), EventType.BOUNCED);
        both(watch::look);
        assertThat(state()).isEqualTo("PAUSED");
        assertThat(reason()).startsWith("21 of the last 21 addresses are dead");
    }

    @Test
    void pausesWhenOneProviderBlocks() {
        happens(add("fine", "x.example", 30), EventType.DELIVERED);
        happens(add("no", "strict.example", 20), EventType.BLOCKED);
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example refused 20 messages in a row"));
    }

    /** The relay goes on taking over, while the news of the first come back. */
    @Test
    void pausesWhenOneProviderBlocksBehindARelay() {
        List<Mailed> early = add("early", "strict.example", 60);
        happens(add("late", "strict.example", 300), EventType.DELIVERED);
        IntStream.range(0, 30).forEach(i -> {
            happens(early.subList(2 * i, 2 * i + 1), EventType.BLOCKED);
            happens(add("later" + i, "strict.example", 5), EventType.DELIVERED);
        });
        watch.look();
        assertThat(state()).isEqualTo("RUNNING");
        IntStream.range(0, 30).forEach(i -> happens(early.subList(2 * i + 1, 2 * i + 2), EventType.BLOCKED));
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example refused 20 messages in a row"));
    }

    @Test
    void pausesWhenDeadAddressesComeBackFromBehindARelay() {
        List<Mailed> early = add("early", "x.example", 200);
        List<Mailed> late = add("late", "x.example", 1_000);
        List<Mailed> dead =
                IntStream.range(0, 21).mapToObj(i -> early.get(9 * i)).toList();
        ledger.apply( // at once, or else the watch looks in between
                Stream.concat(events(dead, EventType.BOUNCED, "rule"), events(late, EventType.DELIVERED, "rule"))
                        .toList());
        await().untilAsserted(
                        () -> assertThat(reason()).startsWith("21 of 181 addresses mailed one after another are dead"));
    }

    /** What was deferred moves no counter. */
    @Test
    void pausesWhenOneProviderBlocksForNow() {
        happens(add("full", "x.example", 40), EventType.DEFERRED, "x.2.2");
        watch.look();
        assertThat(state()).isEqualTo("RUNNING");
        happens(add("no", "strict.example", 20), EventType.DEFERRED, "spam");
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example refused 20 messages in a row"));
    }

    @Test
    void pausesWhenPeopleComplain() {
        List<Mailed> all = add("ann", "x.example", 100);
        happens(all, EventType.DELIVERED);
        happens(all.subList(0, 2), EventType.COMPLAINED);
        watch.look();
        assertThat(state()).isEqualTo("RUNNING");
        happens(all.subList(2, 3), EventType.COMPLAINED);
        await().untilAsserted(() -> assertThat(reason()).startsWith("3 of 100 people marked it as junk mail"));
    }

    @Test
    void anAccountMaySwitchItOff() {
        owner.browser()
                .formParam("name", "Riverside")
                .formParam("timeZone", "Europe/Oslo")
                .formParam("senderName", "Riverside")
                .formParam("pauseBouncePercent", "0")
                .formParam("pauseComplaintPercent", "0,5")
                .formParam("pauseBlockedInRow", "0")
                .post("/settings")
                .then()
                .statusCode(303);
        owner.browser().get("/settings").then().body(containsString("value=\"0.5\""));
        happens(add("dead", "x.example", 30), EventType.BOUNCED);
        happens(add("no", "strict.example", 30), EventType.BLOCKED);
        watch.look();
        assertThat(state()).isEqualTo("RUNNING");
    }

    @Test
    void settingsThatAreNoNumbersAreSaidSo() {
        owner.browser()
                .formParam("name", "Riverside")
                .formParam("timeZone", "Europe/Oslo")
                .formParam("senderName", "Riverside")
                .formParam("pauseBouncePercent", "101")
                .formParam("pauseComplaintPercent", "some")
                .formParam("pauseBlockedInRow", "-1")
                .post("/settings")
                .then()
                .statusCode(422)
                .body(containsString("from 0 to 100"))
                .body(containsString("such as 0.3"))
                .body(containsString("from 0 to 999"));
    }

    private List<Mailed> add(String name, String domain, int count) {
        return people.add(
                blast,
                IntStream.range(0, count).mapToObj(i -> name + i + "@" + domain).toList(),
                RecipientStatus.SENT);
    }

    private void happens(List<Mailed> all, EventType type) {
        happens(all, type, "rule");
    }

    private void happens(List<Mailed> all, EventType type, String rule) {
        ledger.apply(events(all, type, rule).toList());
    }

    private Stream<NewEvent> events(List<Mailed> all, EventType type, String rule) {
        return all.stream()
                .map(person -> NewEvent.of(person.subject().recipientId(), type, clock.instant())
                        .because("Because", rule, "550"));
    }

    private String state() {
        return String.valueOf(people.value("select state from blast where id = " + blast.key()));
    }

    private String reason() {
        return String.valueOf(people.value("select pause_reason from blast where id = " + blast.key()));
    }
}
