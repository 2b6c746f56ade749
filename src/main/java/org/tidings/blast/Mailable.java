package org.tidings.blast;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The part of SQL that finds those of an audience who would get the blast now, by {@code audience_entry_ix_blast} and
 * {@code address_uq_account_email}.
 */
final class Mailable {

    static final String FROM = " from audience_entry e left join address a on a.account_id = ? and a.email = e.email"
            + " where e.blast_id = ? and not e.duplicate and e.problem is null and a.invalid_since is null"
            + " and (a.unsubscribed_at is null or not ?)";

    private Mailable() {}

    /** Binds the three parameters of {@link #FROM}. @return the next free position */
    static int bind(PreparedStatement statement, int first, Blast blast) throws SQLException {
        statement.setLong(first, blast.accountId);
        statement.setLong(first + 1, blast.key());
        statement.setBoolean(first + 2, blast.purpose == Purpose.MARKETING);
        return first + 3;
    }
}
