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
import org.tidings.contact.ErasedAddresses;
import org.tidings.contact.MailPermission;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.queue.Flow;

/**
 * Sends a blast again to one person whose address was mistyped, at the correct address. The row with the mistyped address keeps its status and
 * refers to the new one.
 */
@ApplicationScoped
public class Correction {

    /** The rule in the row of the mistyped address after the correction. */
    public static final String RULE = "corrected";

    private final Transactions transactions;
    private final Ledger ledger;
    private final AddedRecipients added;
    private final ErasedAddresses erased;
    private final Clock clock;

    Correction(Transactions transactions, Ledger ledger, AddedRecipients added, ErasedAddresses erased, Clock clock) {
        this.added = added;
        this.erased = erased;
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The result. Only {@link #ADDED} changes anything. */
    public enum Result {
        ADDED,
        /** The blast is cleared, or neither running nor completed. */
        NOT_OPEN,
        /** The recipients of the blast are still being created. */
        NOT_READY,
        /** The blast has no recipient with the old address. */
        NOT_FOUND,
        /** The message was already sent to another address of this person. */
        CORRECTED,
        /** The new address is already a recipient of this blast. */
        ALREADY_IN,
        /** The new address is invalid. */
        INVALID,
        /** The person marked this message or an earlier one as spam. */
        COMPLAINED,
        /** The old or the new address is unsubscribed from this kind of mail. */
        UNSUBSCRIBED
    }

    /**
     * The requested correction.
     *
     * @param marketing the kind of mail for which addresses may have unsubscribed
     * @param from the mistyped address; the name and fields of this recipient are copied
     * @param to the correct address, as {@link org.tidings.platform.EmailAddress#normalise} returns it
     */
    public record Request(long accountId, long blastId, boolean marketing, String from, String to) {}

    private record Mistyped(
            RecipientKey key,
            @Nullable String reason,
            boolean sentAgain,
            @Nullable String code,
            boolean complaint) {}

    /** Whether a recipient with this status and rule did not get the message and can be corrected. */
    public static boolean helps(RecipientStatus status, @Nullable String rule) {
        return switch (status) {
            case BOUNCE, INVALID, FAILED -> !RULE.equals(rule);
            case SENT, DELIVERY, OPEN, CLICK, UNSUBSCRIBED -> false;
        };
    }

    /** Adds the person to the queue in the caller's transaction. */
    public Result add(Request request) {
        return transactions.join(connection -> {
            Optional<OpenBlast> blast = lockBlast(connection, request);
            if (blast.isEmpty()) {
                return Result.NOT_OPEN;
            }
            if (!blast.get().launched()) {
                return Result.NOT_READY;
            }
            Optional<Mistyped> old = recipient(connection, request.blastId(), request.from());
            if (old.isEmpty()) {
                return Result.NOT_FOUND;
            }
            if (old.get().complaint()) {
                return Result.COMPLAINED;
            }
            if (recipient(connection, request.blastId(), request.to()).isPresent()) {
                return Result.ALREADY_IN;
            }
            if (old.get().sentAgain()) {
                return Result.CORRECTED;
            }
            Instant now = clock.instant();
            insertAddress(connection, request, now);
            Result address = lockAddress(connection, request, now); // a correction must not bypass a suppression
            if (address == Result.ADDED) {
                insert(connection, request, old.get(), blast.get(), now);
            }
            return address;
        });
    }

    private record OpenBlast(boolean launched, Flow flow) {}

    /** Locks the blast until the end of the transaction against clearing, launching and other corrections. Uses {@code blast_pk}. */
    private static Optional<OpenBlast> lockBlast(Connection connection, Request request) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select launched_at, purpose from blast"
                        + " where id = ? and account_id = ? and cleared = false and state in ('RUNNING', 'COMPLETED') for update")) {
            select.setLong(1, request.blastId());
            select.setLong(2, request.accountId());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new OpenBlast(row.getObject(1) != null, Flow.valueOf(row.getString(2))))
                        : Optional.empty();
            }
        }
    }

    /** Uses {@code recipient_ix_email} and {@code recipient_uq_address}. */
    private Optional<Mistyped> recipient(Connection connection, long blastId, String email) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select r.seq, r.reason, r.successor, r.code, r.complaint or exists (select 1 from recipient o"
                        + " where o.address_id = r.address_id and o.complaint) as complaint"
                        + " from recipient r where r.blast_id = ? and r.email = ? order by r.seq desc limit 1")) {
            select.setLong(1, blastId);
            select.setString(2, email);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Mistyped(
                                new RecipientKey(blastId, row.getInt("seq")),
                                row.getString("reason"),
                                row.getInt("successor") > 0,
                                row.getString("code"),
                                row.getBoolean("complaint")))
                        : Optional.empty();
            }
        }
    }

    private void insertAddress(Connection connection, Request request, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into address (account_id, email, created_at) values (?, ?, ?)")) {
            insert.setLong(1, request.accountId());
            insert.setString(2, request.to());
            insert.setObject(3, Utc.of(now));
            insert.executeUpdate();
        }
        erased.reapply(
                connection, request.accountId(), "(?)", (statement, first) -> statement.setString(first, request.to()));
    }

    /** Uses {@code address_uq_account_email}. */
    private static Result lockAddress(Connection connection, Request request, Instant now) throws SQLException {
        String withdrawn = MailPermission.withdrawn(request.marketing(), now);
        try (PreparedStatement select = connection.prepareStatement("select a.invalid_since is not null, " + withdrawn
                + " or exists (select 1 from address a where a.account_id = ? and a.email = ? and "
                + withdrawn + ")"
                + " from address a where a.account_id = ? and a.email = ? for update")) {
            select.setLong(1, request.accountId());
            select.setString(2, request.from());
            select.setLong(3, request.accountId());
            select.setString(4, request.to());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return Result.INVALID;
                }
                return row.getBoolean(2) ? Result.UNSUBSCRIBED : Result.ADDED;
            }
        }
    }

    private void insert(Connection connection, Request request, Mistyped old, OpenBlast blast, Instant now)
            throws SQLException {
        Sql row = Sql.of(
                "select r.seq as origin, r.round, a.id as address_id, r.student_id, a.email, r.first_name, r.last_name, r.fields,"
                        + " 0 as status, null as reason from recipient r join address a on a.account_id = ? and a.email = ?"
                        + " where r.blast_id = ? and r.seq = ?",
                request.accountId(),
                request.to(),
                request.blastId(),
                old.key().seq());
        AddedRecipients.Added result = added.add(
                connection, new AddedRecipients.Addition(request.accountId(), blast.flow(), request.blastId(), 1, row));
        if (result.count() != 1) {
            throw new IllegalStateException("The corrected address has changed meanwhile");
        }
        explain(connection, request, old, new RecipientKey(request.blastId(), result.last()), now);
    }

    /** Makes the two rows refer to each other, in the list and in their timelines. */
    private void explain(Connection connection, Request request, Mistyped old, RecipientKey added, Instant now)
            throws SQLException {
        String sentence = "Sent again to " + request.to() + ".";
        ledger.applyWithin(
                connection,
                List.of(
                        NewEvent.of(old.key(), EventType.CORRECTED, now)
                                .withDetail(sentence)
                                .because(
                                        old.reason() == null ? sentence : old.reason() + " " + sentence,
                                        RULE,
                                        old.code()),
                        NewEvent.of(added, EventType.CORRECTED, now)
                                .withDetail("Added in place of " + request.from() + ".")));
    }
}
