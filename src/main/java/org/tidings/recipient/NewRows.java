package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Sql;
import org.tidings.queue.SeqRange;

/**
 * Recipients that were just written.
 *
 * @param count how many there are
 * @param last the number of the last one
 * @param mailed those that are to be mailed, as ranges that are not yet in the queue
 * @param change to be stored in the counters
 */
record NewRows(int count, int last, List<SeqRange> mailed, CountsChange change) {

    /**
     * Counts the rows themselves, because an address that was there already was not written again, which leaves gaps in the numbers. Uses
     * {@code recipient_pk}.
     *
     * @param after the number before the first
     * @param rangeSize most numbers of a range
     */
    static NewRows between(Connection connection, long blastId, int after, int through, int rangeSize)
            throws SQLException {
        Sql query = Sql.of(
                "select status, floor((seq - ?) / ?) as part, min(seq), max(seq), count(*)"
                        + " from recipient force index (primary) where blast_id = ? and seq > ? and seq <= ?"
                        + " group by status, part order by part",
                after + 1,
                rangeSize,
                blastId,
                after,
                through);
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            CountsChange change = new CountsChange(blastId);
            List<SeqRange> mailed = new ArrayList<>();
            int count = 0;
            int last = after;
            while (row.next()) {
                RecipientStatus status = RecipientStatus.of(row.getInt(1));
                change.enrol(status, row.getInt(5));
                count += row.getInt(5);
                last = Math.max(last, row.getInt(4));
                if (status == RecipientStatus.SENT) {
                    mailed.add(new SeqRange(row.getInt(3), row.getInt(4)));
                }
            }
            return new NewRows(count, last, mailed, change);
        }
    }
}
