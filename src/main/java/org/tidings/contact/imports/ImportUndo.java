package org.tidings.contact.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactStore;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Utc;

/**
 * Takes an import back: deletes the people whom it added, restores those whom it changed, and deletes the households that it added and that
 * are empty then. People who were changed since then stay as they
 * are. Withdrawn consent stays withdrawn.
 */
@ApplicationScoped
class ImportUndo {

    private static final int CHUNK = 500;

    private final ContactStore contacts;
    private final ObjectMapper json;

    ImportUndo(ContactStore contacts, ObjectMapper json) {
        this.contacts = contacts;
        this.json = json;
    }

    private record Change(
            long contactId, boolean isUntouched, @Nullable String before) {}

    /**
     * Takes the next changes back in the caller's transaction.
     *
     * @return false if none were left; the import is then marked as undone
     */
    boolean undoChunk(Connection connection, ContactImport task) throws SQLException {
        List<Change> changes = next(connection, task.id);
        if (changes.isEmpty()) {
            close(connection, task.id);
            return false;
        }
        List<Long> added = changes.stream()
                .filter(change -> change.isUntouched() && change.before() == null)
                .map(Change::contactId)
                .toList();
        Set<Long> homes =
                households(connection, changes.stream().map(Change::contactId).toList());
        contacts.delete(task.accountId, added);
        List<ContactStore.Edit> restored = changes.stream()
                .filter(change -> change.isUntouched() && change.before() != null)
                .map(change -> new ContactStore.Edit(change.contactId(), now -> details(change)))
                .toList();
        contacts.save(task.accountId, restored);
        deleteEmpty(connection, task, homes);
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from contact_import_change where import_id = ? and contact_id = ?")) {
            for (Change change : changes) {
                delete.setLong(1, task.id);
                delete.setLong(2, change.contactId());
                delete.addBatch();
            }
            delete.executeBatch();
        }
        return true;
    }

    /** Uses the foreign key of the contact. */
    private static Set<Long> households(Connection connection, List<Long> contactIds) throws SQLException {
        InList list = new InList(contactIds);
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct household_id from household_member where contact_id in " + list.marks())) {
            list.bind(select, 1);
            Set<Long> ids = new LinkedHashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    private static void deleteEmpty(Connection connection, ContactImport task, Set<Long> households)
            throws SQLException {
        if (households.isEmpty() || task.startedAt == null) {
            return;
        }
        InList list = new InList(households);
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from household where account_id = ? and created_at >= ? and fields is null"
                        + " and not exists (select 1 from household_member m where m.household_id = household.id)"
                        + " and not exists (select 1 from household_tag t where t.household_id = household.id) and id in "
                        + list.marks())) {
            delete.setLong(1, task.accountId);
            delete.setObject(2, Utc.of(task.startedAt));
            list.bind(delete, 3);
            delete.executeUpdate();
        }
    }

    private ContactDetails details(Change change) {
        try {
            return json.readValue(change.before(), ContactDetails.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not the details of a person: " + change.before(), e);
        }
    }

    /** Uses {@code contact_import_change_pk}. */
    private static List<Change> next(Connection connection, long importId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select i.contact_id, coalesce(c.updated_at <= i.updated_at, false)"
                        + " and not exists (select 1 from enrolment e where e.contact_id = i.contact_id and i.before_json is null"
                        + " and (e.created_by_import is null or e.created_by_import <> i.import_id)), i.before_json"
                        + " from contact_import_change i left join contact c on c.id = i.contact_id where i.import_id = ? order by i.contact_id limit "
                        + CHUNK)) {
            select.setLong(1, importId);
            List<Change> changes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(new Change(row.getLong(1), row.getBoolean(2), row.getString(3)));
                }
            }
            return changes;
        }
    }

    /** Removes the enrolments that the import added, and marks the import as undone. */
    private static void close(Connection connection, long importId) throws SQLException {
        for (String sql : List.of(
                "delete from enrolment where created_by_import = ?",
                "update contact_import set state = 'UNDONE', node = null, leased_until = null where id = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, importId);
                statement.executeUpdate();
            }
        }
    }
}
