package org.tidings.blast;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tidings.queue.BlastQueue;

/** The blasts of a database that was restored from a backup. */
public final class RestoredBlasts {

    private static final String REASON =
            "Restored from a backup. Who was sent it after the backup was made gets it again.";

    private RestoredBlasts() {}

    /**
     * Pauses those that are being sent or scheduled, or have attempts left: what became of them since the backup is not known, and a copy of an
     * installation must not send mail beside the original.
     *
     * @return how many
     */
    public static int pause(Connection connection) throws SQLException {
        Set<Long> queued = BlastQueue.queued(connection);
        List<Long> found = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select id, state = 'COMPLETED' from blast"
                        + " where not cleared and state in ('RUNNING', 'SCHEDULED', 'COMPLETED')")) {
            while (row.next()) {
                if (!row.getBoolean(2) || queued.contains(row.getLong(1))) {
                    found.add(row.getLong(1));
                }
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("update blast set state = 'PAUSED', pause_reason = ? where id = ?")) {
            for (long id : found) {
                update.setString(1, REASON);
                update.setLong(2, id);
                update.executeUpdate();
                BlastQueue.hold(connection, id);
            }
        }
        return found.size();
    }
}
