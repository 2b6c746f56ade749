package org.tidings.feedback.provider;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Stores which event used a signed token, for providers whose signature does not cover the event: with one recorded request, anybody could
 * otherwise sign any number of events. A retry has the same token and the same event, and is accepted.
 */
@ApplicationScoped
class SignatureTokens implements UsedTokens {

    private static final Logger LOG = Logger.getLogger(SignatureTokens.class);
    private static final int CHUNK = 1_000;

    private final Transactions transactions;
    private final Clock clock;

    SignatureTokens(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Uses {@code feedback_token_pk}. */
    @Override
    public boolean claim(String token, String event) {
        byte[] tokenHash = hash(token);
        byte[] eventHash = hash(event);
        return transactions.callNew(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert ignore into feedback_token (token_hash, event_hash, received_at) values (?, ?, ?)")) {
                insert.setBytes(1, tokenHash);
                insert.setBytes(2, eventHash);
                insert.setObject(3, Utc.of(clock.instant()));
                if (insert.executeUpdate() > 0) {
                    return true;
                }
            }
            try (PreparedStatement select =
                    connection.prepareStatement("select event_hash from feedback_token where token_hash = ?")) {
                select.setBytes(1, tokenHash);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && Arrays.equals(eventHash, row.getBytes(1));
                }
            }
        });
    }

    private static byte[] hash(String text) {
        try {
            byte[] full = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(full, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Older requests are refused by their time stamp. */
    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = ConcurrentExecution.SKIP)
    void prune() {
        try {
            while (pruneChunk() == CHUNK) {
                // next chunk
            }
        } catch (DatabaseException unavailable) {
            LOG.debugf("Old signature tokens not deleted: %s", unavailable.getMessage());
        }
    }

    /** Uses {@code feedback_token_ix_received_at}. */
    private int pruneChunk() {
        return transactions.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from feedback_token where received_at < ? limit " + CHUNK)) {
                delete.setObject(1, Utc.of(clock.instant().minus(SignedTime.OLDEST.multipliedBy(2))));
                return delete.executeUpdate();
            }
        });
    }
}
