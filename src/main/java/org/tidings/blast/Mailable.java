package org.tidings.blast;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * SQL for those of an audience who would get the blast now. Of several entries with one address the first counts. By
 * {@code audience_entry_pk} and {@code address_uq_account_email}.
 */
final class Mailable {

    static final String FROM = " from audience_entry e join (select min(seq) as seq from audience_entry"
            + " where blast_id = ? and problem is null group by email) f on f.seq = e.seq"
            + " left join address a on a.account_id = ? and a.email = e.email"
            + " where e.blast_id = ? and a.invalid_since is null and (a.unsubscribed_at is null or not ?)";

    private Mailable() {}

    /** Binds the parameters of {@link #FROM}. @return the next free position */
    static int bind(PreparedStatement statement, int first, Blast blast) throws SQLException {
        statement.setLong(first, blast.key());
        statement.setLong(first + 1, blast.accountId);
        statement.setLong(first + 2, blast.key());
        statement.setBoolean(first + 3, blast.purpose == Purpose.MARKETING);
        return first + 4;
    }
}
