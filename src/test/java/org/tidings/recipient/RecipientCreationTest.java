package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.SeqRange;

/** How the entries of a draft become recipients. */
@QuarkusTest
class RecipientCreationTest {

    @Inject
    RecipientCreation creation;

    @Inject
    Audience audience;

    @Inject
    Ledger ledger;

    @Inject
    QueuedPeople queued;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    private long account;
    private Blast blast;

    @BeforeEach
    void aDraft() {
        account = QuarkusTransaction.requiringNew().call(queued::account);
        blast = queued.draft(account);
    }

    @Test
    void addressThatIsThereTwiceBecomesOneRecipientWithTheFirstNames() {
        add(
                new Audience.Entry(1, "ann@x.example", "Ann", "Lee", Map.of("class", "A"), null),
                new Audience.Entry(2, "ben@x.example", "Ben", "Kim", Map.of(), null),
                new Audience.Entry(3, "ann@x.example", "Other", "Name", Map.of(), null));

        create(0, Integer.MAX_VALUE);

        assertThat(people()).containsExactly("1 ann@x.example Ann Lee SENT", "2 ben@x.example Ben Kim SENT");
        assertThat(counts().selected()).isEqualTo(2);
    }

    @Test
    void duplicateInALaterChunkIsDroppedToo() {
        add(entry(1, "ann@x.example"), entry(2, "ben@x.example"), entry(3, "ann@x.example"), entry(4, "cy@x.example"));

        create(0, 2);
        create(2, 4);

        assertThat(seqs()).containsExactly(1, 2, 4);
        assertThat(counts().sent).isEqualTo(3);
        assertThat(counts().waiting).isEqualTo(3);
    }

    @Test
    void malformedEntriesAreKeptAndAreNotDuplicates() {
        add(malformed(1, "ann@"), malformed(2, "ann@"), entry(3, "ann@x.example"), malformed(4, "ann@x.example"));

        create(0, Integer.MAX_VALUE);

        assertThat(seqs()).containsExactly(1, 2, 3, 4);
        assertThat(counts().failed).isEqualTo(3);
        assertThat(counts().sent).isEqualTo(1);
        assertThat(queued.number("select count(*) from recipient where address_id is null and reason = 'No domain'"
                        + " and blast_id = " + blast.key()))
                .isEqualTo(3);
    }

    @Test
    void everyEntryIsCountedInThePlaceItGets() {
        QueuedPeople.Queued earlier = queued.people(account, 2);
        ledger.apply(List.of(
                NewEvent.of(earlier.key(0), EventType.BOUNCED, clock.instant()),
                NewEvent.of(earlier.key(1), EventType.UNSUBSCRIBED, clock.instant())));
        add(
                entry(1, "p0000@x.example"),
                entry(2, "p0001@x.example"),
                entry(3, "ann@x.example"),
                entry(4, "ben@x.example"),
                malformed(5, "cy@"));

        create(0, Integer.MAX_VALUE);

        RecipientCounts counts = counts();
        assertThat(counts.invalid).isEqualTo(1);
        assertThat(counts.unsubscribed).isEqualTo(1);
        assertThat(counts.sent).isEqualTo(2);
        assertThat(counts.failed).isEqualTo(1);
        assertThat(counts.sent).isEqualTo(2);
        assertThat(counts.waiting).isEqualTo(2);
    }

    @Test
    void serviceNoticeIsSentToTheUnsubscribed() {
        QueuedPeople.Queued earlier = queued.people(account, 2);
        ledger.apply(List.of(
                NewEvent.of(earlier.key(0), EventType.BOUNCED, clock.instant()),
                NewEvent.of(earlier.key(1), EventType.UNSUBSCRIBED, clock.instant())));
        add(entry(1, "p0000@x.example"), entry(2, "p0001@x.example"));

        create(new RecipientCreation.Chunk(blast.key(), account, false, false, 0, Integer.MAX_VALUE, ZoneOffset.UTC));

        assertThat(counts().invalid).isEqualTo(1);
        assertThat(counts().sent).isEqualTo(1);
    }

    @Test
    void launchOfACancelledBlastShowsWhoWasNotReached() {
        add(entry(1, "ann@x.example"), malformed(2, "ben@"));

        assertThat(create(new RecipientCreation.Chunk(
                        blast.key(), account, true, true, 0, Integer.MAX_VALUE, ZoneOffset.UTC)))
                .isEmpty();

        assertThat(counts().failed).isEqualTo(2);
        assertThat(queued.number("select count(*) from recipient where reason = '" + RecipientCreation.CANCELLED_REASON
                        + "' and blast_id = " + blast.key()))
                .isEqualTo(1);
    }

    @Test
    void rangesCoverThoseToBeMailedAndNoneTwice() {
        List<Audience.Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            entries.add(i <= 4 || (i >= 11 && i <= 20) ? malformed(i, "x" + i) : entry(i, "p" + i + "@x.example"));
        }
        add(entries.toArray(Audience.Entry[]::new));

        assertThat(create(0, Integer.MAX_VALUE)).containsExactly(new SeqRange(5, 10), new SeqRange(21, 25));
    }

    @Test
    void rangesOfAListWithGapsBeginAndEndWithARecipient() {
        long first = add(queuedEntries("a", 7));
        long second = add(queuedEntries("b", 5));
        add(queuedEntries("c", 9));
        audience.remove(blast, second);

        assertThat(first).isNotEqualTo(second);
        assertThat(create(0, Integer.MAX_VALUE))
                .containsExactly(new SeqRange(1, 7), new SeqRange(13, 20), new SeqRange(21, 21));
        assertThat(counts().sent).isEqualTo(16);
    }

    @Test
    void rangesOfAChunkBeginBehindTheChunkBefore() {
        add(queuedEntries("a", 30));
        create(0, 12);

        assertThat(create(12, 30)).containsExactly(new SeqRange(13, 22), new SeqRange(23, 30));
    }

    @Test
    void nobodyToMailMeansNoRanges() {
        add(malformed(1, "ann@"));

        assertThat(create(0, Integer.MAX_VALUE)).isEmpty();
    }

    private static Audience.Entry entry(int line, String email) {
        return QueuedPeople.entry(line, email);
    }

    private static Audience.Entry malformed(int line, String email) {
        return new Audience.Entry(line, email, "Ann", "Lee", Map.of(), "No domain");
    }

    private static Audience.Entry[] queuedEntries(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> entry(i, prefix + i + "@x.example"))
                .toArray(Audience.Entry[]::new);
    }

    private long add(Audience.Entry... entries) {
        return audience.add(blast, AudienceSource.Kind.API, "test", List.of(entries));
    }

    private List<SeqRange> create(int after, int through) {
        return create(new RecipientCreation.Chunk(blast.key(), account, true, false, after, through, ZoneOffset.UTC));
    }

    private List<SeqRange> create(RecipientCreation.Chunk chunk) {
        return transactions.call(connection -> {
            creation.createCounters(blast.key());
            return creation.create(connection, chunk, 10, clock.instant());
        });
    }

    private List<Recipient> recipients() {
        return QuarkusTransaction.requiringNew().call(() -> Recipient.list("blastId = ?1 order by seq", blast.key()));
    }

    private List<Integer> seqs() {
        return recipients().stream().map(recipient -> recipient.seq).toList();
    }

    private List<String> people() {
        return recipients().stream()
                .map(recipient ->
                        recipient.seq + " " + recipient.email + " " + recipient.name() + " " + recipient.status)
                .toList();
    }

    private RecipientCounts counts() {
        return QuarkusTransaction.requiringNew().call(() -> RecipientCounts.of(blast.key()));
    }
}
