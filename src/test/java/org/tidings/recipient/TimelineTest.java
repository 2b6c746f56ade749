package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.Flow;
import org.tidings.queue.QueuedRange;
import org.tidings.queue.SeqRange;

/** The events of a recipient, together with what only its row says. */
@QuarkusTest
class TimelineTest {

    @Inject
    Timeline timeline;

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    QueuedRecipients recipients;

    @Inject
    RecipientCreation creation;

    @Inject
    Audience audience;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    private Instant now;

    @BeforeEach
    void presentTime() {
        now = clock.instant();
    }

    @Test
    void nothingHappenedToWhoWaitsForTheFirstAttempt() {
        assertThat(timeline.of(queued.people(1).key(0), 100)).isEmpty();
    }

    @Test
    void unknownRecipientHasNoEvents() {
        assertThat(timeline.of(new RecipientKey(Long.MAX_VALUE, 1), 100)).isEmpty();
    }

    @Test
    void acceptanceThatCountsAsDeliveryIsShownAsDelivered() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(
                NewEvent.of(blast.key(0), EventType.DELIVERED, now).asAttempt(1),
                NewEvent.of(blast.key(0), EventType.OPENED, now.plusSeconds(60))));

        List<TimelineEvent> events = timeline.of(blast.key(0), 100);

        assertThat(events).extracting(TimelineEvent::type).containsExactly(EventType.DELIVERED, EventType.OPENED);
        assertThat(events.get(0).at()).isEqualTo(now);
        assertThat(events.get(0).source()).isZero();
        assertThat(events.get(0).detail()).isEqualTo("Accepted by the next mail server");
    }

    @Test
    void acceptanceThatIsConfirmedLaterIsShownBeforeTheConfirmation() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.ACCEPTED, now).asAttempt(1)));
        assertThat(types(blast.key(0))).containsExactly(EventType.ACCEPTED);

        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now.plusSeconds(60))));

        assertThat(types(blast.key(0))).containsExactly(EventType.ACCEPTED, EventType.DELIVERED);
    }

    @Test
    void deliveryThatIsReportedBeforeTheAcceptanceIsRecordedIsShownOnce() {
        QueuedPeople.Queued blast = queued.people(1);

        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now)));

        assertThat(types(blast.key(0))).containsExactly(EventType.DELIVERED);
    }

    @Test
    void deferralsComeBeforeTheAcceptanceOfALaterAttempt() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DEFERRED, now)
                .asAttempt(1)
                .because("Mailbox full", "full", "452 4.2.2")
                .retryingAt(now.plusSeconds(600), blast.accountId())));
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.DELIVERED, now.plusSeconds(600))
                .asAttempt(2)));

        assertThat(types(blast.key(0))).containsExactly(EventType.DEFERRED, EventType.DELIVERED);
    }

    @Test
    void refusalOfAnAttemptIsShownOnce() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.BLOCKED, now)
                .asAttempt(1)
                .because("Refused as spam", "spam", "550 5.7.1")));

        assertThat(types(blast.key(0))).containsExactly(EventType.BLOCKED);
    }

    @Test
    void whoIsLeftOutAtLaunchHasOneEntryWithTheReason() {
        QueuedPeople.Queued earlier = queued.people(2);
        ledger.apply(List.of(
                NewEvent.of(earlier.key(0), EventType.BOUNCED, now)
                        .because("No such mailbox", "no-mailbox", "550 5.1.1"),
                NewEvent.of(earlier.key(1), EventType.UNSUBSCRIBED, now)));
        QueuedPeople.Queued blast = queued.people(earlier.accountId(), 2);

        assertThat(timeline.of(blast.key(0), 100)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.LEFT_OUT_INVALID);
            assertThat(event.detail()).startsWith("Not mailed since ").endsWith(": No such mailbox");
        });
        assertThat(timeline.of(blast.key(1), 100)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.LEFT_OUT_UNSUBSCRIBED);
            assertThat(event.detail()).startsWith("Left out: unsubscribed on ");
        });
    }

    @Test
    void whoIsLeftOutWhenTheMessageWasAboutToLeaveHasOneEntry() {
        QueuedPeople.Queued blast = queued.people(1);
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.LEFT_OUT_UNSUBSCRIBED, now)
                .asAttempt(1)
                .because("Left out: unsubscribed", RecipientCreation.UNSUBSCRIBED, null)));

        assertThat(types(blast.key(0))).containsExactly(EventType.LEFT_OUT_UNSUBSCRIBED);
    }

    @Test
    void malformedAddressIsShownAsFailedWithWhatIsWrong() {
        long account = queued.people(1).accountId();
        Blast blast = queued.draft(account);
        audience.add(
                blast,
                AudienceSource.Kind.API,
                "test",
                List.of(new Audience.Entry(1, "ann@", "Ann", "Lee", Map.of(), "The part after the @ is missing")));
        transactions.run(connection -> {
            creation.createCounters(blast.key());
            creation.create(connection, chunk(account, blast.key()), 500, now);
        });

        assertThat(timeline.of(new RecipientKey(blast.key(), 1), 100))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo(EventType.FAILED);
                    assertThat(event.detail()).isEqualTo("The part after the @ is missing");
                });
    }

    @Test
    void cancelledRecipientIsShownAsCancelled() {
        QueuedPeople.Queued blast = queued.people(1);
        transactions.run(connection -> recipients.conclude(
                connection,
                List.of(new QueuedRange(
                        0, 0, blast.accountId(), Flow.MARKETING, blast.blastId(), new SeqRange(1, 1), 1, "")),
                QueuedRecipients.Ending.CANCELLED,
                now));

        assertThat(timeline.of(blast.key(0), 100)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.CANCELLED);
            assertThat(event.at()).isEqualTo(now);
            assertThat(event.detail()).isEqualTo(RecipientCreation.CANCELLED_REASON);
        });
    }

    @Test
    void clickIsShownWithTheAddressOfItsLinkAndItsVisitor() {
        QueuedPeople.Queued blast = queued.people(1);
        queued.sql("insert into blast_link (blast_id, position, url, label) values (" + blast.blastId()
                + ", 2, 'https://x.example/tickets', 'Tickets')");
        ledger.apply(List.of(NewEvent.of(blast.key(0), EventType.CLICKED, now)
                .withLink(2)
                .byVisitor("Mozilla/5.0")
                .fromSource("click-1")));

        TimelineEvent click = timeline.of(blast.key(0), 100).get(0);

        assertThat(click.link()).isEqualTo(2);
        assertThat(click.text()).isEqualTo("https://x.example/tickets · Mozilla/5.0");
        assertThat(click.source()).isEqualTo(Timeline.source("click-1"));
    }

    private static RecipientCreation.Chunk chunk(long accountId, long blastId) {
        return new RecipientCreation.Chunk(blastId, accountId, true, false, 0, Integer.MAX_VALUE, ZoneOffset.UTC);
    }

    private List<EventType> types(RecipientKey key) {
        return timeline.of(key, 100).stream().map(TimelineEvent::type).toList();
    }
}
