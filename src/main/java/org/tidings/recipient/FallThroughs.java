package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/**
 * Recipients of blasts per household whose address turned out to be dead. The transaction that finds it out records them, and a worker then
 * tries the next address of the home.
 */
@ApplicationScoped
public class FallThroughs {

    private final Transactions transactions;
    private final Ledger ledger;
    private final Clock clock;

    FallThroughs(Transactions transactions, Ledger ledger, Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Records recipients, as far as their blast is per household. Uses {@code blast_pk}. */
    static void record(Connection connection, Collection<RecipientKey> keys) throws SQLException {
        for (RecipientKey key : keys) {
            execute(
                    connection,
                    Sql.of(
                            "insert ignore into fall_through (blast_id, seq) select b.id, ? from blast b where b.id = ? and b.one_per = 1",
                            key.seq(),
                            key.blastId()));
        }
    }

    /** Records the recipients of a chunk that are not mailed because their address is invalid. Uses {@code recipient_pk}. */
    static void recordInvalid(Connection connection, long blastId, int after, int through) throws SQLException {
        execute(
                connection,
                Sql.of(
                        "insert ignore into fall_through (blast_id, seq) select r.blast_id, r.seq from recipient r force index (primary)"
                                + " join blast b on b.id = r.blast_id and b.one_per = 1"
                                + " where r.blast_id = ? and r.seq > ? and r.seq <= ? and r.status = ?",
                        blastId,
                        after,
                        through,
                        RecipientStatus.INVALID.code()));
    }

    /**
     * Recorded ones behind another, in order, without those of blasts whose recipients are still being written. Uses {@code fall_through_pk}.
     *
     * @param after a blast 0 for the first
     */
    public List<RecipientKey> after(RecipientKey after, int limit) {
        return transactions.call(connection -> {
            try (PreparedStatement select = Sql.of(
                                    "select f.blast_id, f.seq from fall_through f left join blast b on b.id = f.blast_id"
                                            + " where (f.blast_id > ? or (f.blast_id = ? and f.seq > ?))"
                                            + " and (b.id is null or b.launched_at is not null or b.state = 'CANCELLED')"
                                            + " order by f.blast_id, f.seq limit ?",
                                    after.blastId(),
                                    after.blastId(),
                                    after.seq(),
                                    limit)
                            .prepare(connection);
                    ResultSet row = select.executeQuery()) {
                List<RecipientKey> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new RecipientKey(row.getLong(1), row.getInt(2)));
                }
                return found;
            }
        });
    }

    /** Makes a recipient and the one that was added for the next address of the home refer to each other, in the list and in their timelines. */
    public void explain(Connection connection, RecipientKey dead, RecipientKey added) throws SQLException {
        Instant now = clock.instant();
        Row was = row(connection, dead);
        Row is = row(connection, added);
        String sentence = is.status() == RecipientStatus.SENT
                ? "Sent to the next address of this home, " + is.email() + "."
                : "The next address of this home, " + is.email() + ", is not mailed either.";
        ledger.applyWithin(
                connection,
                List.of(
                        NewEvent.of(dead, EventType.CORRECTED, now)
                                .withDetail(sentence)
                                .because(
                                        was.reason() == null ? sentence : was.reason() + " " + sentence,
                                        AddedRecipients.FELL_THROUGH,
                                        was.code()),
                        NewEvent.of(added, EventType.CORRECTED, now).withDetail("In place of " + was.email() + ".")));
    }

    private record Row(
            String email, @Nullable String reason, @Nullable String code, RecipientStatus status) {}

    /** Uses {@code recipient_pk}. */
    private static Row row(Connection connection, RecipientKey key) throws SQLException {
        try (PreparedStatement select = Sql.of(
                                "select email, reason, code, status from recipient where blast_id = ? and seq = ?",
                                key.blastId(),
                                key.seq())
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Row(row.getString(1), row.getString(2), row.getString(3), RecipientStatus.of(row.getInt(4)));
        }
    }

    /** Removes one in the caller's transaction. @return whether it was still there */
    public boolean remove(Connection connection, RecipientKey key) throws SQLException {
        return execute(
                        connection,
                        Sql.of("delete from fall_through where blast_id = ? and seq = ?", key.blastId(), key.seq()))
                > 0;
    }

    private static int execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            return statement.executeUpdate();
        }
    }
}
