package org.tidings.report.calls;

import jakarta.enterprise.context.ApplicationScoped;
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

/** Records phone calls to homes. Several people may work on one list. */
@ApplicationScoped
class Calls {

    private static final String KEY = " blast_id = ? and household_id = ? and contact_id = ? and seq = ?";

    private final Transactions transactions;
    private final Clock clock;

    Calls(Transactions transactions, Clock clock) {
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
                return statement.executeUpdate() == 1;
            }
        });
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
