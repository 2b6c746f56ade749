package org.tidings.delivery.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.tidings.TwoNodes.both;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastCompletion;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.delivery.QueuedBlasts;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.DeliveryHealth;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** One recipient goes on waiting for a first attempt, so that the blast stays under way. */
@QuarkusTest
class BreakerWatchTest {

    /** A rule of the classifier by which a provider refuses because of the sender or the content. */
    private static final String BLOCKING = "spam";

    @Inject
    Transactions transactions;

    @Inject
    TestAccounts accounts;

    @Inject
    QueuedBlasts blasts;

    @Inject
    BreakerWatch watch;

    @Inject
    DeliveryHealth health;

    @Inject
    BlastLifecycle lifecycle;

    @Inject
    BlastCompletion completion;

    @Inject
    Event<PausedByBreaker> paused;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    private TestAccounts.Person owner;
    private Blast blast;

    @BeforeEach
    void aRunningBlast() {
        owner = accounts.owner();
        blast = blasts.blast(owner.accountId(), BlastState.RUNNING, List.of("waits@x.example"));
    }

    @AfterEach
    void leaveNothingUnderWay() {
        blasts.retire(owner.accountId());
    }

    @Test
    void pausesWithTheReasonAndGoesOnWhenAPersonSaysSo() {
        attempted(add("dead", "x.example", 21), EventType.BOUNCED);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PAUSED"));
        owner.browser()
                .get("/blasts/" + blast.publicId)
                .then()
                .body(containsString("Paused: 21 of 200 addresses in a row are dead."))
                .body(containsString("Resume"));

        resume();
        attempted(add("more", "x.example", 20), EventType.BOUNCED);
        looked();
        assertThat(state()).isEqualTo("RUNNING");

        attempted(add("one", "x.example", 1), EventType.BOUNCED);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PAUSED"));
    }

    /** A person knows of them, and resumed it. */
    @Test
    void bouncesOfWhatWasAcceptedBeforeTheResumptionDoNotPauseItAgain() {
        List<RecipientKey> early = add("early", "x.example", 60);
        attempted(early, EventType.ACCEPTED);
        sentBefore(early, Duration.ofMinutes(5));
        returned(early.subList(0, 21), EventType.BOUNCED, "5.1.1");
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PAUSED"));

        resume();
        returned(early.subList(21, 60), EventType.BOUNCED, "5.1.1");
        looked();
        assertThat(state()).isEqualTo("RUNNING");

        List<RecipientKey> late = add("late", "x.example", 21);
        attempted(late, EventType.ACCEPTED);
        returned(late, EventType.BOUNCED, "5.1.1");
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PAUSED"));
    }

    @Test
    void bouncesSpreadOverALargeListDoNotPauseIt() {
        List<RecipientKey> all = add("ann", "x.example", 599); // and the one that waits: three times 200
        List<RecipientKey> dead =
                IntStream.range(0, 60).mapToObj(i -> all.get(10 * i)).toList();
        attempted(dead, EventType.BOUNCED);
        looked();
        assertThat(state()).isEqualTo("RUNNING");
    }

    /** Every node reads all counters each second while it sends. */
    @Test
    void countersEndWithTheBlast() {
        attempted(add("dead", "x.example", 3), EventType.BOUNCED);
        looked();
        assertThat(health.counters(blast.key()).mostBounces()).isEqualTo(3);
        blasts.sql("update recipient_counts set waiting = 0 where blast_id = " + blast.key());
        completion.completeFinished();
        await().untilAsserted(() -> assertThat(state()).isEqualTo("COMPLETED"));
        assertThat(health.counters(blast.key()).mostBounces()).isZero();
    }

    @Test
    void twoNodesThatFindTheSamePauseItOnce() throws Exception {
        BreakerWatch other = new BreakerWatch(health, lifecycle, paused, transactions, new SimpleMeterRegistry());
        blasts.sql("update blast set state = 'PAUSED' where id = " + blast.key());
        attempted(add("dead", "x.example", 21), EventType.BOUNCED);
        looked();
        blasts.sql("update blast set state = 'RUNNING' where id = " + blast.key());

        List<BreakerWatch> nodes = new ArrayList<>(List.of(watch, other));
        both(() -> {
            BreakerWatch node;
            synchronized (nodes) {
                node = nodes.remove(0);
            }
            node.check(blast.key());
        });

        assertThat(state()).isEqualTo("PAUSED");
        assertThat(reason()).startsWith("21 of 200 addresses in a row are dead");
        other.close();
    }

    @Test
    void pausesWhenOneProviderBlocks() {
        attempted(add("fine", "x.example", 30), EventType.DELIVERED);
        attempted(add("no", "strict.example", 20), EventType.BLOCKED);
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example rejected 20 messages in a row"));
    }

    @Test
    void acceptanceInBetweenStartsTheRowOfItsProviderAgain() {
        attempted(add("no", "strict.example", 19), EventType.BLOCKED);
        attempted(add("yes", "strict.example", 1), EventType.DELIVERED);
        attempted(add("again", "strict.example", 19), EventType.BLOCKED);
        looked();
        assertThat(state()).isEqualTo("RUNNING");

        attempted(add("last", "strict.example", 1), EventType.BLOCKED);
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example rejected 20 messages in a row"));
    }

    @Test
    void pausesWhenNobodyAcceptsAnything() {
        for (int i = 0; i < 20; i++) {
            attempted(add("no" + i, "d" + i % 10 + ".example", 1), EventType.BLOCKED);
        }
        await().untilAsserted(() -> assertThat(reason())
                .startsWith("20 messages in a row were rejected because of the sender or the content."));
    }

    @Test
    void refusalsOfManyProvidersAreNoRowWhileOthersAccept() {
        for (int i = 0; i < 40; i++) {
            attempted(
                    add("no" + i, "d" + i % 10 + ".example", 1),
                    i % 15 == 14 ? EventType.DELIVERED : EventType.BLOCKED);
        }
        looked();
        assertThat(state()).isEqualTo("RUNNING");
    }

    /** The relay goes on accepting, while the first come back. */
    @Test
    void pausesWhenOneProviderBlocksBehindARelay() {
        List<RecipientKey> early = add("early", "strict.example", 60);
        attempted(early, EventType.ACCEPTED);
        attempted(add("late", "strict.example", 300), EventType.ACCEPTED);
        IntStream.range(0, 30).forEach(i -> returned(early.subList(2 * i, 2 * i + 1), EventType.BLOCKED, BLOCKING));
        looked();
        assertThat(state()).as("every other").isEqualTo("RUNNING");

        IntStream.range(0, 30).forEach(i -> {
            returned(early.subList(2 * i + 1, 2 * i + 2), EventType.BLOCKED, BLOCKING);
            attempted(add("later" + i, "strict.example", 1), EventType.ACCEPTED);
        });
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example rejected 20 messages in a row"));
    }

    /** However many others were mailed since. */
    @Test
    void pausesWhenDeadAddressesComeBackFromBehindARelay() {
        List<RecipientKey> early = add("early", "x.example", 190);
        List<RecipientKey> late = add("late", "x.example", 1_000);
        attempted(early, EventType.ACCEPTED);
        attempted(late, EventType.ACCEPTED);
        List<RecipientKey> dead =
                IntStream.range(0, 21).mapToObj(i -> early.get(9 * i)).toList();
        returned(dead.subList(0, 20), EventType.BOUNCED, "5.1.1");
        looked();
        assertThat(state()).isEqualTo("RUNNING");

        returned(dead.subList(20, 21), EventType.BOUNCED, "5.1.1");
        await().untilAsserted(() -> assertThat(reason()).startsWith("21 of 200 addresses in a row are dead"));
    }

    @Test
    void pausesWhenOneProviderBlocksForNow() {
        deferred(add("full", "x.example", 40), "x.2.2");
        looked();
        assertThat(state()).isEqualTo("RUNNING");
        deferred(add("no", "strict.example", 20), BLOCKING);
        await().untilAsserted(() -> assertThat(reason()).startsWith("strict.example rejected 20 messages in a row"));
    }

    @Test
    void pausesWhenPeopleComplain() {
        List<RecipientKey> all = add("ann", "x.example", 100);
        attempted(all, EventType.DELIVERED);
        returned(all.subList(0, 2), EventType.COMPLAINED, "complaint");
        looked();
        assertThat(state()).isEqualTo("RUNNING");
        returned(all.subList(2, 3), EventType.COMPLAINED, "complaint");
        await().untilAsserted(() -> assertThat(reason()).startsWith("3 of 100 people marked it as spam"));

        resume();
        returned(all.subList(3, 5), EventType.COMPLAINED, "complaint");
        looked();
        assertThat(state()).as("two more since it was resumed").isEqualTo("RUNNING");
        returned(all.subList(5, 6), EventType.COMPLAINED, "complaint");
        await().untilAsserted(() -> assertThat(reason()).startsWith("6 of 100 people marked it as spam"));
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
        attempted(add("dead", "x.example", 30), EventType.BOUNCED);
        attempted(add("no", "strict.example", 30), EventType.BLOCKED);
        looked();
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

    private List<RecipientKey> add(String name, String domain, int count) {
        return blasts.add(
                blast,
                IntStream.range(0, count).mapToObj(i -> name + i + "@" + domain).toList());
    }

    /** The outcome of the first attempt of recipients of one domain. */
    private void attempted(List<RecipientKey> all, EventType type) {
        String rule = type == EventType.BLOCKED ? BLOCKING : "5.1.1";
        boolean accepted = type == EventType.DELIVERED || type == EventType.ACCEPTED;
        String domain = domain(all.get(0));
        ledger.apply(events(all, type)
                .map(event -> event.asAttempt(1))
                .map(event -> event.toDomain(domain))
                .map(event -> accepted ? event : event.because("Because", rule, "550"))
                .toList());
    }

    private void deferred(List<RecipientKey> all, String rule) {
        Instant later = clock.instant().plus(Duration.ofHours(1));
        ledger.apply(events(all, EventType.DEFERRED)
                .map(event -> event.asAttempt(1).because("Because", rule, "450").retryingAt(later, blast.accountId))
                .toList());
    }

    /** A notice after acceptance. */
    private void returned(List<RecipientKey> all, EventType type, String rule) {
        ledger.apply(events(all, type)
                .map(event -> event.because("Because", rule, "550"))
                .toList());
    }

    private Stream<NewEvent> events(List<RecipientKey> all, EventType type) {
        return all.stream().map(key -> NewEvent.of(key, type, clock.instant()));
    }

    private String domain(RecipientKey key) {
        return String.valueOf(blasts.value("select substring_index(email, '@', -1) from recipient where blast_id = "
                + key.blastId() + " and seq = " + key.seq()));
    }

    private void sentBefore(List<RecipientKey> all, Duration ago) {
        blasts.sql("update recipient set sent_at = sent_at - interval " + ago.toSeconds() + " second where blast_id = "
                + blast.key() + " and seq between " + all.get(0).seq() + " and "
                + all.get(all.size() - 1).seq());
    }

    /** Looks happen one after the other: when another blast is paused, this one was looked at. */
    private void looked() {
        List<String> people =
                IntStream.range(0, 30).mapToObj(i -> "p" + i + "@x.example").toList();
        Blast marker = blasts.blast(accounts.owner().accountId(), BlastState.RUNNING, people);
        ledger.apply(blasts.recipients(marker).stream()
                .filter(key -> key.seq() > 1)
                .map(key -> NewEvent.of(key, EventType.BOUNCED, clock.instant())
                        .asAttempt(1)
                        .because("Because", "5.1.1", "550"))
                .toList());
        await().until(() -> "PAUSED".equals(blasts.value("select state from blast where id = " + marker.key())));
        blasts.retire(marker.accountId);
    }

    private void resume() {
        owner.browser().post("/blasts/" + blast.publicId + "/resume").then().statusCode(303);
    }

    private String state() {
        return String.valueOf(blasts.value("select state from blast where id = " + blast.key()));
    }

    private String reason() {
        return String.valueOf(blasts.value("select pause_reason from blast where id = " + blast.key()));
    }
}
