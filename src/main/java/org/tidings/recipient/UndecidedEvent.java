package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A stored event of which it was not clear whether a person or a machine did it.
 *
 * @param id the event's row
 * @param event what it is, and, once decided, what it counts as
 */
public record UndecidedEvent(long id, NewEvent event) {

    /** The same event, decided. */
    public UndecidedEvent as(NewEvent decided) {
        return new UndecidedEvent(id, decided);
    }

    /** False when it was decided already. */
    boolean close(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update recipient_event set settle_at = null, automatic = ?, detail = ? where id = ? and settle_at is not null")) {
            update.setBoolean(1, event.automatic());
            update.setString(2, event.detail());
            update.setLong(3, id);
            return update.executeUpdate() == 1;
        }
    }
}
