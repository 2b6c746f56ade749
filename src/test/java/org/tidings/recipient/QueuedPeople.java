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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tidings.account.Account;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Transactions;

/** Blasts whose recipients wait in the queue. They count as cleared, so that the dispatcher leaves them to the test. */
@ApplicationScoped
public class QueuedPeople {

    @Inject
    Audience audience;

    @Inject
    RecipientCreation enrolment;

    @Inject
    Transactions transactions;

    @Inject
    EntityManager database;

    @Inject
    Clock clock;

    /** A blast, and its recipients' ids in order of their addresses {@code p0000@x.example}, {@code p0001@x.example} ... */
    public record Queued(long accountId, long blastId, List<Long> ids) {
        public long id(int number) {
            return ids.get(number);
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
        Blast blast = Blast.draft(accountId, null, clock.instant());
        QuarkusTransaction.requiringNew().run(blast::persist);
        audience.add(blast, AudienceSource.Kind.API, "test", entries(count));
        transactions.run(connection -> {
            execute(connection, "insert into recipient_counts (blast_id) values (" + blast.key() + ")");
            execute(connection, "update blast set state = 'COMPLETED', cleared = true where id = " + blast.key());
            enrolment.enrol(
                    connection,
                    new RecipientCreation.Chunk(blast.key(), accountId, true, 0, Long.MAX_VALUE, ZoneOffset.UTC),
                    clock.instant());
        });
        List<Long> ids = QuarkusTransaction.requiringNew()
                .call(() -> Recipient.<Recipient>find("blastId = ?1 order by email", blast.key()).stream()
                        .map(recipient -> recipient.id)
                        .toList());
        return new Queued(accountId, blast.key(), ids);
    }

    private static List<Audience.Entry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Audience.Entry(i + 1, "p%04d@x.example".formatted(i), "Ann", "Lee", Map.of(), null))
                .toList();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** A number the database gives. */
    @Transactional
    public long number(String sql) {
        return ((Number) database.createNativeQuery(sql).getSingleResult()).longValue();
    }
}
