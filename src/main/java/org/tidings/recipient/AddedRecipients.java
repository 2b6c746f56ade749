package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Utc;
import org.tidings.queue.Flow;
import org.tidings.queue.NewRanges;
import org.tidings.queue.SeqRange;

/** Adds recipients to a blast that was launched, in the place of others. The caller has locked the blast. */
@ApplicationScoped
public class AddedRecipients {

    /** The reason key of a recipient in whose place another address of the home is mailed. */
    public static final String FELL_THROUGH = "fell-through";

    private final Ledger ledger;
    private final Dictionary dictionary;
    private final Clock clock;

    AddedRecipients(Ledger ledger, Dictionary dictionary, Clock clock) {
        this.ledger = ledger;
        this.dictionary = dictionary;
        this.clock = clock;
    }

    /**
     * A recipient to be added.
     *
     * @param origin the recipient in whose place it is
     * @param fields merge fields as JSON
     * @param status SENT to mail it; INVALID or UNSUBSCRIBED if that is not allowed
     * @param reason why it is not mailed
     */
    public record Addition(
            long accountId,
            Flow flow,
            RecipientKey origin,
            long addressId,
            String email,
            String firstName,
            String lastName,
            @Nullable String fields,
            RecipientStatus status,
            @Nullable String reason) {}

    /** What is known of a recipient at an address of a blast. */
    public record Present(RecipientStatus status) {

        /** Whether the message is under way to it or has arrived. */
        public boolean isReached() {
            return status.compareTo(RecipientStatus.CLICK) <= 0;
        }
    }

    /** The last recipient with this address. Uses {@code recipient_uq_address}. */
    public Optional<Present> at(Connection connection, long blastId, long addressId) throws SQLException {
        try (PreparedStatement select = Sql.of(
                                "select status from recipient where address_id = ? and blast_id = ? order by round desc limit 1",
                                addressId,
                                blastId)
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Present(RecipientStatus.of(row.getInt(1)))) : Optional.empty();
        }
    }

    /** The address of a recipient; empty if the recipient is gone or malformed. Uses {@code recipient_pk}. */
    public Optional<Long> addressOf(Connection connection, RecipientKey key) throws SQLException {
        try (PreparedStatement select = Sql.of(
                                "select address_id from recipient where blast_id = ? and seq = ? and address_id is not null",
                                key.blastId(),
                                key.seq())
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** Writes the recipient, its range and the counts, and makes the two refer to each other. */
    public RecipientKey add(Connection connection, Addition addition) throws SQLException {
        Instant now = clock.instant();
        long blastId = addition.origin().blastId();
        RecipientKey added = new RecipientKey(blastId, nextSeq(connection, blastId));
        String reasonKey = switch (addition.status()) {
            case INVALID -> RecipientCreation.INVALID;
            case UNSUBSCRIBED -> RecipientCreation.UNSUBSCRIBED;
            default -> null;
        };
        Sql insert = Sql.of(
                        "insert into recipient (blast_id, seq, address_id, origin, email, first_name, last_name, fields,"
                                + " status, reason_key, reason, last_activity_at) values (?, ?, ?, ?, ?, ?, ?, ",
                        blastId,
                        added.seq(),
                        addition.addressId(),
                        addition.origin().seq(),
                        addition.email(),
                        addition.firstName(),
                        addition.lastName())
                .then(addition.fields() == null ? Sql.of("null") : Sql.of("?", addition.fields()))
                .then(", ?, ?, ", addition.status().code(), reasonKey == null ? 0 : dictionary.id(reasonKey))
                .then(addition.reason() == null ? Sql.of("null") : Sql.of("left(?, 500)", addition.reason()))
                .then(", ?)", Utc.of(now));
        try (PreparedStatement statement = insert.prepare(connection)) {
            statement.executeUpdate();
        }
        explain(connection, addition, added, now);
        if (addition.status() == RecipientStatus.SENT) {
            NewRanges.add(
                    connection,
                    new NewRanges.FirstAttempts(
                            addition.accountId(),
                            addition.flow(),
                            blastId,
                            List.of(new SeqRange(added.seq(), added.seq())),
                            0,
                            1),
                    now);
        }
        CountsChange change = new CountsChange(blastId);
        change.enrol(addition.status(), 1);
        change.store(connection); // last: the lock order of the Ledger
        return added;
    }

    private static int nextSeq(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement update = Sql.of("update blast set next_seq = next_seq + 1 where id = ?", blastId)
                        .prepare(connection);
                PreparedStatement select = Sql.of("select next_seq - 1 from blast where id = ?", blastId)
                        .prepare(connection)) {
            update.executeUpdate();
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void explain(Connection connection, Addition addition, RecipientKey added, Instant now)
            throws SQLException {
        String sentence = addition.status() == RecipientStatus.SENT
                ? "Sent to the next address of this home, " + addition.email() + "."
                : "The next address of this home, " + addition.email() + ", is not mailed either.";
        Was was = was(connection, addition.origin());
        ledger.applyWithin(
                connection,
                List.of(
                        NewEvent.of(addition.origin(), EventType.CORRECTED, now)
                                .withDetail(sentence)
                                .because(
                                        was.reason() == null ? sentence : was.reason() + " " + sentence,
                                        FELL_THROUGH,
                                        was.code()),
                        NewEvent.of(added, EventType.CORRECTED, now).withDetail("In place of " + was.email() + ".")));
    }

    private record Was(
            String email, @Nullable String reason, @Nullable String code) {}

    private static Was was(Connection connection, RecipientKey key) throws SQLException {
        try (PreparedStatement select = Sql.of(
                                "select email, reason, code from recipient where blast_id = ? and seq = ?",
                                key.blastId(),
                                key.seq())
                        .prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Was(row.getString(1), row.getString(2), row.getString(3));
        }
    }
}
