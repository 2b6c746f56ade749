package org.tidings.report.calls;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.FollowUpMarks;
import org.tidings.recipient.RecipientKey;

/** Records phone calls to homes. Several people may work on one list. */
@ApplicationScoped
class Calls {

    private static final String KEY = " blast_id = ? and household_id = ? and contact_id = ? and seq = ?";

    private final Transactions transactions;
    private final FollowUpMarks done;
    private final Clock clock;

    Calls(Transactions transactions, FollowUpMarks done, Clock clock) {
        this.done = done;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Records what came of a call, or removes it, unless somebody else has done so since the page was shown.
     *
     * @param shown what the page showed; null for no call
     * @param outcome null to remove the call
     * @return whether it was recorded
     */
    boolean record(
            long blastId, HomeKey home, @Nullable CallOutcome shown, @Nullable CallOutcome outcome, long staffId) {
        return transactions.call(connection -> {
            Sql change;
            if (shown == null) {
                if (outcome == null) {
                    return true;
                }
                change = Sql.of(
                        "insert ignore into home_call (blast_id, household_id, contact_id, seq, outcome, staff_id, at)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        blastId,
                        home.householdId(),
                        home.contactId(),
                        home.seq(),
                        outcome.code(),
                        staffId,
                        Utc.of(clock.instant()));
            } else if (outcome == null) {
                change = key("delete from home_call where", blastId, home).then(" and outcome = ?", shown.code());
            } else {
                change = Sql.of(
                                "update home_call set outcome = ?, staff_id = ?, at = ? where",
                                outcome.code(),
                                staffId,
                                Utc.of(clock.instant()))
                        .then(key("", blastId, home))
                        .then(" and outcome = ?", shown.code());
            }
            try (PreparedStatement statement = change.prepare(connection)) {
                if (statement.executeUpdate() != 1) {
                    return false;
                }
            }
            mark(connection, blastId, home, outcome != null && outcome.informs());
            return true;
        });
    }

    /** Who was informed needs no attention any more. Uses {@code household_member_pk} and {@code contact_address_pk}. */
    private void mark(Connection connection, long blastId, HomeKey home, boolean informed) throws SQLException {
        if (home.seq() > 0) {
            RecipientKey key = new RecipientKey(blastId, home.seq());
            if (informed) {
                done.called(connection, key);
            } else {
                done.notCalled(connection, key);
            }
            return;
        }
        Sql addresses = home.householdId() > 0
                ? Sql.of(
                        "select distinct l.address_id from household_member m join contact_address l on l.contact_id = m.contact_id"
                                + " where m.household_id = ? and m.role in (0, 1)",
                        home.householdId())
                : Sql.of("select l.address_id from contact_address l where l.contact_id = ?", home.contactId());
        if (informed) {
            done.called(connection, blastId, addresses);
        } else {
            done.notCalled(connection, blastId, addresses);
        }
    }

    /** The call to a home; empty if there was none. */
    Optional<Call> of(long blastId, HomeKey home) {
        return transactions.call(connection -> {
            try (PreparedStatement select = key("select outcome, staff_id, at from home_call where", blastId, home)
                            .prepare(connection);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        });
    }

    static Call read(ResultSet row) throws SQLException {
        return new Call(
                CallOutcome.of(row.getInt("outcome")),
                row.getLong("staff_id"),
                Objects.requireNonNull(Utc.read(row, "at")));
    }

    private static Sql key(String before, long blastId, HomeKey home) {
        return Sql.of(before + KEY, blastId, home.householdId(), home.contactId(), home.seq());
    }
}
