package org.tidings.report.overview;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Reads the counts of the blasts of an account, which stay when a report is cleared. */
@ApplicationScoped
class SentBlasts {

    private final Transactions transactions;

    SentBlasts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One blast.
     *
     * @param author null for an API client
     */
    record OfBlast(
            Instant startedAt, boolean marketing, @Nullable Long author, Sent sent) {}

    /** The blasts that were started since a time. Uses {@code blast_fk_account} and {@code recipient_counts_pk}. */
    List<OfBlast> since(long accountId, Instant from) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select b.started_at, b.purpose = 'MARKETING' as marketing, b.created_by, c.* from blast b"
                            + " join recipient_counts c on c.blast_id = b.id where b.account_id = ? and b.started_at >= ?"
                            + " order by b.started_at")) {
                select.setLong(1, accountId);
                select.setObject(2, Utc.of(from));
                List<OfBlast> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(read(row));
                    }
                }
                return found;
            }
        });
    }

    private static OfBlast read(ResultSet row) throws SQLException {
        int reached = row.getInt("delivery") + row.getInt("opened") + row.getInt("clicked");
        int bounced = row.getInt("bounce");
        int failed = row.getInt("failed");
        long author = row.getLong("created_by");
        @Nullable Long authorOrProgram = row.wasNull() ? null : author;
        return new OfBlast(
                Objects.requireNonNull(Utc.read(row, "started_at")),
                row.getBoolean("marketing"),
                authorOrProgram,
                new Sent(
                        1,
                        row.getInt("sent") + reached + bounced + failed,
                        reached,
                        bounced,
                        failed,
                        row.getInt("complaints"),
                        row.getInt("unsubscribes")));
    }

    /** How many addresses became invalid, by the first day of the week. Uses {@code address_ix_invalid}. */
    Map<LocalDate, Integer> invalidByWeek(long accountId, Instant from, ZoneId zone) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select invalid_since from address where account_id = ? and invalid_since >= ?")) {
                select.setLong(1, accountId);
                select.setObject(2, Utc.of(from));
                Map<LocalDate, Integer> found = new TreeMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Instant since = Objects.requireNonNull(Utc.read(row, "invalid_since"));
                        found.merge(Week.of(since, zone), 1, Integer::sum);
                    }
                }
                return found;
            }
        });
    }
}
