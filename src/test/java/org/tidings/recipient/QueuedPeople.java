package org.tidings.recipient;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tidings.Sql;
import org.tidings.account.Account;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.queue.BlastQueue;
import org.tidings.queue.Flow;
import org.tidings.queue.NewRanges;
import org.tidings.queue.SeqRange;

/** Blasts whose recipients wait in the queue. They are paused, so the dispatcher leaves them to the test. */
@ApplicationScoped
public class QueuedPeople extends Sql {

    @Inject
    Audience audience;

    @Inject
    RecipientCreation creation;

    @Inject
    BlastQueue queue;

    @Inject
    EntityManager database;

    @Inject
    Clock clock;

    /** A blast, and the keys of its recipients in order of their addresses {@code p0000@x.example}, {@code p0001@x.example} ... */
    public record Queued(long accountId, long blastId, List<RecipientKey> keys) {
        public RecipientKey key(int number) {
            return keys.get(number);
        }
    }

    @Transactional
    public long account() {
        Account account = new Account("Riverside Gymnastics", "Europe/Oslo", clock.instant());
        account.persist();
        return account.id;
    }

    public Queued people(int count) {
        return people(QuarkusTransaction.requiringNew().call(this::account), count);
    }

    public Queued people(long accountId, int count) {
        Blast blast = draft(accountId);
        audience.add(blast, AudienceSource.Kind.API, "test", entries(count));
        transactions.run(connection -> {
            pause(connection, blast.key());
            creation.createCounters(blast.key());
            List<SeqRange> ranges =
                    creation.create(connection, chunk(accountId, blast.key()), NewRanges.SIZE, clock.instant());
            NewRanges.add(
                    connection,
                    new NewRanges.FirstAttempts(accountId, Flow.MARKETING, blast.key(), ranges, 0, 1),
                    clock.instant());
            queue.hold(blast.key());
        });
        List<RecipientKey> keys = IntStream.rangeClosed(1, count)
                .mapToObj(seq -> new RecipientKey(blast.key(), seq))
                .toList();
        return new Queued(accountId, blast.key(), keys);
    }

    /** A draft without people. */
    public Blast draft(long accountId) {
        Blast blast = Blast.draft(accountId, null, clock.instant());
        QuarkusTransaction.requiringNew().run(blast::persist);
        return blast;
    }

    private static void pause(Connection connection, long blastId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update blast set state = 'PAUSED', started_at = utc_timestamp(6),"
                    + " launched_at = utc_timestamp(6) where id = " + blastId);
        }
    }

    private static RecipientCreation.Chunk chunk(long accountId, long blastId) {
        return new RecipientCreation.Chunk(blastId, accountId, true, false, 0, Integer.MAX_VALUE, ZoneOffset.UTC);
    }

    /** Entries of a draft that need no correction. */
    public static List<Audience.Entry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry(i + 1, "p%04d@x.example".formatted(i)))
                .toList();
    }

    static Audience.Entry entry(int line, String email) {
        return new Audience.Entry(line, email, "Ann", "Lee", Map.of(), null);
    }

    /** The recipients of a blast as the Ledger reads them, in the order of their keys. */
    List<RecipientRow> rows(Queued blast) {
        return transactions.call(connection -> new ArrayList<>(
                LockedRows.lock(connection, new TreeSet<>(blast.keys())).values()));
    }

    List<RecipientStatus> statuses(Queued blast) {
        return rows(blast).stream().map(row -> row.status).toList();
    }

    /** A number the database gives. */
    @Transactional
    public long number(String sql) {
        return ((Number) database.createNativeQuery(sql).getSingleResult()).longValue();
    }
}
