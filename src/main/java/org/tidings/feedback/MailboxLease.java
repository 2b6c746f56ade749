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

/** Which node polls a mailbox: one at a time. What a crashed node held is free when its time is over. */
@ApplicationScoped
class MailboxLease {

    private final Transactions transactions;
    private final Clock clock;

    MailboxLease(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Until when the mailbox is ours; empty if it is another node's. */
    Optional<Instant> take(String mailbox, Duration length) {
        Instant now = clock.instant();
        Instant until = now.plus(length).truncatedTo(ChronoUnit.MICROS); // as the column keeps it
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

    /** Gives back what is ours until then; when another node holds it by now, it stays that node's. */
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
