package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.tidings.platform.database.InList;

/** Removes what recipients say about a person. Statuses and counts stay, without a name. */
@ApplicationScoped
public class RecipientErasure {

    /** Uses {@code recipient_uq_address}, {@code recipient_event_pk} and {@code email_log_pk}. */
    private static final List<String> STATEMENTS = List.of(
            "update recipient_event e join recipient r on r.blast_id = e.blast_id and r.seq = e.seq"
                    + " set e.detail = null where r.address_id in ",
            "update recipient set email = concat('erased-', address_id, '@erased.invalid'), first_name = '', last_name = '',"
                    + " fields = null, reason = null where address_id in ",
            "delete from email_log where address_id in ");

    /** Erases the recipients with these addresses, and their email log, in the caller's transaction. */
    public void erase(Connection connection, Collection<Long> addressIds) throws SQLException {
        if (addressIds.isEmpty()) {
            return;
        }
        InList list = new InList(addressIds);
        for (String sql : STATEMENTS) {
            try (PreparedStatement statement = connection.prepareStatement(sql + list.marks())) {
                list.bind(statement, 1);
                statement.executeUpdate();
            }
        }
    }
}
