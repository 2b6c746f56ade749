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
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Adds one person to a blast that is out already, at the address that was meant: the second door for new recipients beside
 * {@link RecipientCreation}. The row with the mistyped address keeps its status, and tells where the message went instead.
 */
@ApplicationScoped
public class Correction {

    /** The rule that explains the row of the mistyped address from then on. */
    public static final String RULE = "corrected";

    private final Transactions transactions;
    private final Ledger ledger;
    private final Clock clock;

    Correction(Transactions transactions, Ledger ledger, Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What came of it. Only {@link #ADDED} changed anything. */
    public enum Result {
        ADDED,
        /** The blast was cleared, or it is not being sent and was not sent to the end. */
        NOT_OPEN,
        /** Its recipients are still being written. */
        NOT_READY,
        /** The blast has no recipient with the old address. */
        NOT_FOUND,
        /** The message went to another address of that person already. */
        CORRECTED,
        /** The new address got, or gets, this blast anyway. */
        ALREADY_IN,
        /** The new address is invalid itself. */
        INVALID,
        /** The person called a message junk, this one or an earlier one. */
        COMPLAINED,
        /** Whoever has the new address, or wrote from the old one, does not want such mail. */
        UNSUBSCRIBED
    }

    /**
     * Who gets which blast at which address.
     *
     * @param needsConsent whether the unsubscribed are left out
     * @param from address of the recipient whose name and fields are taken over
     * @param to as {@link org.tidings.contact.EmailAddress#normalise} gives it
     */
    public record Wish(long accountId, long blastId, boolean needsConsent, String from, String to) {}

    private record Mistyped(
            long id,
            @Nullable String reason,
            @Nullable String rule,
            @Nullable String code,
            boolean complaint) {}

    /** Whether a message that ended there may reach its person at another address. */
    public static boolean helps(RecipientStatus status, @Nullable String rule) {
        return switch (status) {
            case BOUNCE, INVALID, FAILED -> !RULE.equals(rule);
            case SENT, DELIVERY, OPEN, CLICK, UNSUBSCRIBED -> false;
        };
    }

    /** Puts the person in the queue, in the transaction that is under way. */
    public Result add(Wish wish) {
        return transactions.join(connection -> {
            Result blast = lockBlast(connection, wish);
            if (blast != Result.ADDED) {
                return blast;
            }
            Optional<Mistyped> old = recipient(connection, wish.blastId(), wish.from());
            if (old.isEmpty()) {
                return Result.NOT_FOUND;
            }
            if (old.get().complaint()) {
                return Result.COMPLAINED;
            }
            if (recipient(connection, wish.blastId(), wish.to()).isPresent()) {
                return Result.ALREADY_IN;
            }
            if (RULE.equals(old.get().rule())) {
                return Result.CORRECTED;
            }
            Instant now = clock.instant();
            rememberAddress(connection, wish, now);
            Result address = lockAddress(connection, wish); // a typo does not undo a no
            if (address == Result.ADDED) {
                CountsChange change = insert(connection, wish, now);
                tell(connection, wish, old.get(), now);
                change.store(connection); // last, as in the Ledger
            }
            return address;
        });
    }

    /** Until the end of the transaction nobody clears it, launches it or corrects another of its people. By {@code blast_pk}. */
    private static Result lockBlast(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select launched_at from blast"
                        + " where id = ? and account_id = ? and cleared = false and state in ('RUNNING', 'COMPLETED') for update")) {
            select.setLong(1, wish.blastId());
            select.setLong(2, wish.accountId());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Result.NOT_OPEN;
                }
                // an entry that is still to become a recipient must not meet its own address
                return row.getObject(1) == null ? Result.NOT_READY : Result.ADDED;
            }
        }
    }

    /** By {@code recipient_uq_blast_email} and {@code recipient_ix_address}. */
    private static Optional<Mistyped> recipient(Connection connection, long blastId, String email) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select r.id, r.reason, r.rule, r.code, r.complaint or exists (select 1 from recipient o"
                        + " where o.address_id = r.address_id and o.complaint) as complaint"
                        + " from recipient r where r.blast_id = ? and r.email = ?")) {
            select.setLong(1, blastId);
            select.setString(2, email);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Mistyped(
                                row.getLong("id"),
                                row.getString("reason"),
                                row.getString("rule"),
                                row.getString("code"),
                                row.getBoolean("complaint")))
                        : Optional.empty();
            }
        }
    }

    /** Both rows tell of each other, in the list and in their timelines. */
    private void tell(Connection connection, Wish wish, Mistyped old, Instant now) throws SQLException {
        long added =
                recipient(connection, wish.blastId(), wish.to()).orElseThrow().id();
        String sentence = "Sent again to " + wish.to() + ".";
        ledger.applyWithin(
                connection,
                List.of(
                        NewEvent.of(old.id(), EventType.CORRECTED, now)
                                .withDetail(sentence)
                                .because(
                                        old.reason() == null ? sentence : old.reason() + " " + sentence,
                                        RULE,
                                        old.code()),
                        NewEvent.of(added, EventType.CORRECTED, now)
                                .withDetail("Added in place of " + wish.from() + ".")));
    }

    private static void rememberAddress(Connection connection, Wish wish, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into address (account_id, email, created_at) values (?, ?, ?)")) {
            insert.setLong(1, wish.accountId());
            insert.setString(2, wish.to());
            insert.setObject(3, Utc.of(now));
            insert.executeUpdate();
        }
    }

    /** By {@code address_uq_account_email}. */
    private static Result lockAddress(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select a.invalid_since is not null, a.unsubscribed_at is not null"
                        + " or exists (select 1 from address o where o.account_id = a.account_id and o.email = ?"
                        + " and o.unsubscribed_at is not null)"
                        + " from address a where a.account_id = ? and a.email = ? for update")) {
            select.setString(1, wish.from());
            select.setLong(2, wish.accountId());
            select.setString(3, wish.to());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return Result.INVALID;
                }
                return wish.needsConsent() && row.getBoolean(2) ? Result.UNSUBSCRIBED : Result.ADDED;
            }
        }
    }

    private static CountsChange insert(Connection connection, Wish wish, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into recipient (blast_id, address_id, email,"
                        + " first_name, last_name, fields, status, due_at, last_activity_at)"
                        + " select r.blast_id, a.id, a.email, r.first_name, r.last_name, r.fields, 'SENT', ?, ?"
                        + " from recipient r join address a on a.account_id = ? and a.email = ?"
                        + " where r.blast_id = ? and r.email = ?")) {
            insert.setObject(1, Utc.of(now));
            insert.setObject(2, Utc.of(now));
            insert.setLong(3, wish.accountId());
            insert.setString(4, wish.to());
            insert.setLong(5, wish.blastId());
            insert.setString(6, wish.from());
            CountsChange change = new CountsChange(wish.blastId());
            change.enrol(RecipientStatus.SENT, insert.executeUpdate());
            return change;
        }
    }
}
