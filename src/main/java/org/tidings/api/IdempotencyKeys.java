package org.tidings.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.platform.web.ProblemException;

/**
 * Implements {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): the first request with a key creates the blast, a repeated
 * request gets the same blast, and a different request with the same key is rejected.
 */
@ApplicationScoped
class IdempotencyKeys {

    private static final String UNFINISHED = "";
    /** A request older than this was lost with its node. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(5);

    private final Transactions transactions;
    private final Clock clock;

    IdempotencyKeys(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The request and the blast of a key that is in use. */
    record Used(String requestSha256, String blastId) {}

    /**
     * Reserves the key for a new blast.
     *
     * @return the earlier use of the key; empty if it is now reserved
     * @throws ProblemException 409 while the first request is in progress
     */
    Optional<Used> take(long accountId, String key, String blastId) {
        if (key.length() > 255) {
            throw new ProblemException(400, "Idempotency-Key may have at most 255 characters.");
        }
        return transactions.call(connection -> {
            Instant now = clock.instant();
            try (PreparedStatement insert = connection.prepareStatement("insert into idempotency_key"
                    + " (account_id, idempotency_key, request_sha256, blast_public_id, created_at) values (?, ?, '', ?, ?)"
                    + " on duplicate key update"
                    + " blast_public_id = if(request_sha256 = '' and created_at < ?, values(blast_public_id), blast_public_id),"
                    + " created_at = if(blast_public_id = values(blast_public_id), values(created_at), created_at)")) {
                insert.setLong(1, accountId);
                insert.setString(2, key);
                insert.setString(3, blastId);
                insert.setObject(4, Utc.of(now));
                insert.setObject(5, Utc.of(now.minus(GIVEN_UP)));
                insert.executeUpdate();
            }
            try (PreparedStatement select =
                    connection.prepareStatement("select request_sha256, blast_public_id from idempotency_key"
                            + " where account_id = ? and idempotency_key = ?")) {
                select.setLong(1, accountId);
                select.setString(2, key);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Used used = new Used(row.getString(1), row.getString(2));
                    if (used.blastId().equals(blastId)) {
                        return Optional.empty();
                    }
                    if (Objects.equals(used.requestSha256(), UNFINISHED)) {
                        throw new ProblemException(
                                409, "A request with this Idempotency-Key is still being processed.");
                    }
                    return Optional.of(used);
                }
            }
        });
    }

    /**
     * Assigns the blast to the key, in the transaction that sends the blast.
     *
     * @throws ProblemException 409 if another request has taken over the key; the transaction must then be rolled back
     */
    void seal(long accountId, String key, String blastId, String requestSha256) {
        int sealed = transactions.join(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update idempotency_key set request_sha256 = ?"
                            + " where account_id = ? and idempotency_key = ? and blast_public_id = ? and request_sha256 = ''")) {
                update.setString(1, requestSha256);
                update.setLong(2, accountId);
                update.setString(3, key);
                update.setString(4, blastId);
                return update.executeUpdate();
            }
        });
        if (sealed == 0) {
            throw new ProblemException(409, "Another request with this Idempotency-Key is being processed.");
        }
    }

    /** Releases the key after a request that failed. */
    void giveBack(long accountId, String key, String blastId) {
        transactions.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from idempotency_key where account_id = ?"
                            + " and idempotency_key = ? and blast_public_id = ? and request_sha256 = ''")) {
                delete.setLong(1, accountId);
                delete.setString(2, key);
                delete.setString(3, blastId);
                return delete.executeUpdate();
            }
        });
    }
}
