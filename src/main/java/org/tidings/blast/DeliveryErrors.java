package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Why nothing is sent although a blast is running, as its task shows it. By {@code blast_ix_state}. */
@ApplicationScoped
public class DeliveryErrors {

    private static final int LONGEST = 500;

    private final Transactions transactions;
    private final Clock clock;

    DeliveryErrors(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Notes an error on every running blast that has none. */
    public void reportOnRunning(String sentence, Instant since) {
        transactions.run(connection -> report(
                connection,
                "update blast set delivery_error = ?, delivery_error_since = ?"
                        + " where state = 'RUNNING' and delivery_error is null and ? is null",
                sentence,
                since,
                null));
    }

    /** Notes that one blast cannot be sent. */
    public void report(long blastId, String sentence) {
        transactions.run(connection -> report(
                connection,
                "update blast set delivery_error = ?, delivery_error_since = coalesce(delivery_error_since, ?) where id = ?",
                sentence,
                clock.instant(),
                blastId));
    }

    private static void report(
            Connection connection, String sql, String sentence, Instant since, @Nullable Long blastId)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence);
            update.setObject(2, Utc.of(since));
            update.setObject(3, blastId);
            update.executeUpdate();
        }
    }

    /** Removes the errors of all blasts that were sent. */
    public void clear() {
        transactions.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update blast set delivery_error = null, delivery_error_since = null"
                            + " where state in ('RUNNING', 'PAUSED') and delivery_error is not null")) {
                update.executeUpdate();
            }
        });
    }
}
