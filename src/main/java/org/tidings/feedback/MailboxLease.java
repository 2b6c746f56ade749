package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The lease on a mailbox: only one node polls it at a time. The lease of a crashed node expires. */
@ApplicationScoped
class MailboxLease {

    private final Transactions transactions;
    private final Clock clock;

    MailboxLease(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Acquires the lease and returns its expiry; empty if another node holds it. */
    Optional<Instant> take(String mailbox, Duration length) {
        Instant now = clock.instant();
        Instant until = now.plus(length).truncatedTo(ChronoUnit.MICROS); // the precision of the column
        return transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert ignore into feedback_mailbox (name, held_until) values (?, ?)")) {
                insert.setString(1, mailbox);
                insert.setObject(2, Utc.of(now));
                insert.executeUpdate();
            }
            return hold(connection, mailbox, "held_until <= ?", now, until) ? Optional.of(until) : Optional.empty();
        });
    }

    /** Releases the lease with this expiry; has no effect if another node has acquired it since. */
    void giveBack(String mailbox, Instant until) {
        transactions.run(connection -> hold(connection, mailbox, "held_until = ?", until, clock.instant()));
    }

    private static boolean hold(Connection connection, String mailbox, String condition, Instant time, Instant until)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update feedback_mailbox set held_until = ? where name = ? and " + condition)) {
            update.setObject(1, Utc.of(until));
            update.setString(2, mailbox);
            update.setObject(3, Utc.of(time));
            return update.executeUpdate() == 1;
        }
    }
}
