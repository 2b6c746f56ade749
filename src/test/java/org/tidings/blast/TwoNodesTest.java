package org.tidings.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tidings.TwoNodes.both;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.platform.time.TestClock;
import org.tidings.queue.DeliveryQueue;
import org.tidings.queue.EmptyQueue;
import org.tidings.recipient.Invariants;
import org.tidings.report.SampleBlasts;

/** What each node does on a schedule happens once, also when two do it in the same moment; this application's own schedule is a third. */
@QuarkusTest
class TwoNodesTest {

    private static final int BLASTS = 20;

    @Inject
    BlastLifecycle life;

    @Inject
    BlastCompletion completion;

    @Inject
    Launcher launcher;

    @Inject
    Audience audience;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Inject
    Invariants invariants;

    @Inject
    EmptyQueue emptyQueue;

    @Inject
    TestClock clock;

    private long account;

    @BeforeEach
    void anAccount() {
        account = accounts.owner().accountId();
    }

    @AfterEach
    void backToRealTime() {
        clock.reset();
    }

    @Test
    void aScheduledBlastIsStartedOnce() throws Exception {
        List<Long> blasts = blasts("state = 'SCHEDULED', started_at = null, send_at = '2027-01-01'");
        clock.advance(Duration.between(clock.instant(), Instant.parse("2027-01-01T00:00:30Z")));
        both(life::startScheduled);
        List<@Nullable Instant> started = times(blasts, blast -> blast.startedAt);
        assertThat(started).doesNotContainNull();

        clock.advance(Duration.ofMinutes(1));
        both(life::startScheduled);
        assertThat(times(blasts, blast -> blast.startedAt)).isEqualTo(started);
    }

    @Test
    void aFinishedBlastIsCompletedOnce() throws Exception {
        List<Long> blasts = blasts("state = 'RUNNING', completed_at = null");
        both(completion::completeFinished);
        List<@Nullable Instant> completed = times(blasts, blast -> blast.completedAt);
        assertThat(completed).doesNotContainNull();

        clock.advance(Duration.ofMinutes(1));
        both(completion::completeFinished);
        assertThat(times(blasts, blast -> blast.completedAt)).isEqualTo(completed);
    }

    @Test
    void everyoneIsLaunchedOnce() throws Exception {
        Blast blast = draft(entries(300));
        people.sql("insert into recipient_counts (blast_id) values (" + blast.key() + ")");
        people.sql("update blast set state = 'RUNNING' where id = " + blast.key());
        QuarkusMock.installMockForType(emptyQueue, DeliveryQueue.class); // nobody sends it meanwhile

        both(() -> QuarkusTransaction.requiringNew().call(() -> launcher.launchFirst(blast)));

        assertThat(invariants.hold(blast.key())).isEqualTo(300);
        assertThat(people.value(
                        "select sum(last_seq - first_seq + 1) from delivery_queue where blast_id = " + blast.key()))
                .isEqualTo("300");
        people.sql("update blast set state = 'CANCELLED' where id = " + blast.key());
        people.sql("update delivery_queue set state = 3 where blast_id = " + blast.key());
    }

    @Test
    void whatWasSavedLastIsSentAlthoughTheSenderReadAnOlderVersion() {
        Blast read = draft(entries(1));
        people.sql("update blast set html = '<a href=\"https://x.example/new\">New</a>' where id = " + read.key());
        QuarkusMock.installMockForType(emptyQueue, DeliveryQueue.class);

        life.send(read, null);

        assertThat(people.value("select url from blast_link where blast_id = " + read.key()))
                .isEqualTo("https://x.example/new");
        life.cancel(read);
    }

    @Test
    void aPausedBlastIsResumedAndNotSentAgain() {
        Blast read = draft(entries(1));
        QuarkusMock.installMockForType(emptyQueue, DeliveryQueue.class);
        life.send(read, null);
        life.pause(read, null);

        assertThatExceptionOfType(BlastStateException.class).isThrownBy(() -> life.send(read, null));
        life.cancel(read);
    }

    @Test
    void theFirstChunkHasPeopleAlthoughALongListWasTakenOut() {
        Blast blast = draft(List.of());
        long removed = audience.add(blast, AudienceSource.Kind.API, "long", entries(6_000));
        audience.remove(blast, removed);
        audience.add(blast, AudienceSource.Kind.API, "short", entries(3));
        QuarkusMock.installMockForType(emptyQueue, DeliveryQueue.class);

        life.send(blast, null);

        assertThat(people.value("select sent from recipient_counts where blast_id = " + blast.key()))
                .isEqualTo("3");
        life.cancel(blast);
    }

    private Blast draft(List<Audience.Entry> entries) {
        Blast blast = QuarkusTransaction.requiringNew().call(() -> {
            Blast draft = Blast.draft(account, null, clock.instant());
            draft.subject = "Spring recital";
            draft.persist();
            return draft;
        });
        audience.add(blast, AudienceSource.Kind.API, "test", entries);
        return blast;
    }

    private static List<Audience.Entry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Audience.Entry(i + 1, "p%04d@x.example".formatted(i), "Ann", "Lee", Map.of(), null))
                .toList();
    }

    private List<Long> blasts(String as) {
        return IntStream.range(0, BLASTS)
                .mapToObj(i -> {
                    Blast blast = samples.blast(account, null, "Spring recital", BlastState.COMPLETED);
                    samples.count(blast);
                    people.sql("update blast set " + as + " where id = " + blast.key());
                    return blast.key();
                })
                .toList();
    }

    private static List<@Nullable Instant> times(List<Long> blasts, Function<Blast, @Nullable Instant> time) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Blast.<Blast>list("id in ?1 order by id", blasts).stream()
                        .map(time)
                        .toList());
    }
}
