package org.tidings.queue;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of the queue: recipients of one blast that wait for the same attempt.
 *
 * @param turn the virtual time at which the range is claimed, see {@link VirtualTime}
 * @param attempt number of the attempt, from 1; recipients with at least that many attempts are skipped
 * @param domain the only receiving domain it applies to; empty for all
 */
public record QueuedRange(
        long id, long turn, long accountId, Flow flow, long blastId, SeqRange seqs, int attempt, String domain) {

    static final String COLUMNS = "id, turn, account_id, flow, blast_id, first_seq, last_seq, attempt, domain";

    static QueuedRange read(ResultSet row) throws SQLException {
        return new QueuedRange(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                Flow.of(row.getInt(4)),
                row.getLong(5),
                new SeqRange(row.getInt(6), row.getInt(7)),
                row.getInt(8),
                row.getString(9));
    }

    QueuedRange withSeqs(SeqRange part) {
        return new QueuedRange(id, turn, accountId, flow, blastId, part, attempt, domain);
    }
}
