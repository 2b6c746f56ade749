package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    /** Whether the mailbox is now ours. */
    boolean take(String mailbox, Duration length) {
        Instant now = clock.instant();
        return transactions.call(connection -> {
            change(connection, "insert ignore into feedback_mailbox (held_until, name) values (?, ?)", now, mailbox);
            try (PreparedStatement update = connection.prepareStatement(
                    "update feedback_mailbox set held_until = ? where name = ? and held_until <= ?")) {
                update.setObject(1, Utc.of(now.plus(length)));
                update.setString(2, mailbox);
                update.setObject(3, Utc.of(now));
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Gives it back before its time; only who took it may. */
    void giveBack(String mailbox) {
        transactions.run(connection -> change(
                connection, "update feedback_mailbox set held_until = ? where name = ?", clock.instant(), mailbox));
    }

    private static void change(Connection connection, String sql, Instant time, String mailbox) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, Utc.of(time));
            statement.setString(2, mailbox);
            statement.executeUpdate();
        }
    }
}
