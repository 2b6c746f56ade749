package org.tidings.contact.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Removes a person from what is kept of imports. An import from which somebody was removed does not bring them back when it is undone. Files
 * that were uploaded but not imported are deleted: they may contain the person and cannot be searched.
 */
@ApplicationScoped
public class ImportErasure {

    /** Erases the person in the caller's transaction. */
    public void erase(Connection connection, long accountId, long contactId, Collection<String> emails)
            throws SQLException {
        for (String sql : List.of(
                "delete p from contact_import_part p join contact_import i on i.id = p.import_id"
                        + " where i.account_id = ? and i.state = 'NEW'",
                "delete from contact_import where account_id = ? and state = 'NEW'")) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setLong(1, accountId);
                delete.executeUpdate();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("delete c from contact_import_change c"
                + " join contact_import i on i.id = c.import_id where i.account_id = ? and c.contact_id = ?")) {
            delete.setLong(1, accountId);
            delete.setLong(2, contactId);
            delete.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete p from contact_import_problem p"
                        + " join contact_import i on i.id = p.import_id where i.account_id = ? and locate(?, lower(p.cells)) > 0")) {
            for (String email : emails) {
                delete.setLong(1, accountId);
                delete.setString(2, email.toLowerCase(Locale.ROOT));
                delete.executeUpdate();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("delete t from contact_import_typo t"
                + " join contact_import i on i.id = t.import_id where i.account_id = ? and t.email = ?")) {
            for (String email : emails) {
                delete.setLong(1, accountId);
                delete.setString(2, email);
                delete.executeUpdate();
            }
        }
    }
}
