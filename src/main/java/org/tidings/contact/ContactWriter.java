package org.tidings.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Writes the differences between stored and wanted details of many people: new rows in a few statements, the rare other changes one by one. */
final class ContactWriter {

    private static final MultiRow CONTACTS = new MultiRow(
            "insert into contact (public_id, account_id, external_id, first_name, last_name, phone, born, notes, fields,"
                    + " created_at, updated_at) values",
            11,
            "");
    private static final MultiRow ADDRESSES =
            new MultiRow("insert ignore into address (account_id, email, created_at) values", 3, "");
    private static final MultiRow TAGS = new MultiRow("insert ignore into tag (account_id, name) values", 2, "");
    private static final MultiRow CONTACT_ADDRESSES = new MultiRow(
            "insert into contact_address (contact_id, address_id, position, receives) values",
            4,
            "on duplicate key update position = values(position), receives = values(receives)");
    private static final MultiRow MEMBERS = new MultiRow(
            "insert into household_member (household_id, contact_id, role) values",
            3,
            "on duplicate key update role = values(role)");
    private static final MultiRow CONTACT_TAGS =
            new MultiRow("insert ignore into contact_tag (tag_id, contact_id) values", 2, "");
    private static final MultiRow TERMS =
            new MultiRow("insert ignore into contact_term (account_id, term, contact_id) values", 3, "");

    private final Connection connection;
    private final ErasedAddresses erased;
    private final long accountId;
    private final LocalDateTime now;

    ContactWriter(Connection connection, ErasedAddresses erased, long accountId, Instant now) {
        this.connection = connection;
        this.erased = erased;
        this.accountId = accountId;
        this.now = Utc.of(now);
    }

    /**
     * A person to be written.
     *
     * @param id 0 if the person is new
     * @param before null if the person is new
     */
    record Change(long id, String publicId, @Nullable ContactDetails before, ContactDetails after) {
        ContactDetails old() {
            return before == null ? ContactDetails.NOBODY : before;
        }

        Change withId(long assigned) {
            return new Change(assigned, publicId, before, after);
        }
    }

    private record Row<T>(long contactId, T value) {}

    List<ContactStore.Saved> write(List<Change> wanted) throws SQLException {
        try {
            insert(wanted.stream().filter(change -> change.before() == null).toList());
            Map<String, Long> ids = idsOfNew(wanted);
            List<Change> changes = wanted.stream()
                    .map(change -> change.id() == 0
                            ? change.withId(Objects.requireNonNull(ids.get(change.publicId())))
                            : change)
                    .toList();
            update(changes.stream()
                    .filter(change -> change.before() != null && !change.after().equals(change.before()))
                    .toList());
            writeAddresses(changes);
            writeMembers(changes);
            writeTags(changes);
            writeTerms(changes);
            return changes.stream()
                    .map(change ->
                            new ContactStore.Saved(change.id(), change.publicId(), change.before(), change.after()))
                    .toList();
        } catch (SQLIntegrityConstraintViolationException violation) {
            throw taken(violation, wanted);
        }
    }

    private void insert(List<Change> added) throws SQLException {
        CONTACTS.execute(connection, added, (statement, first, change) -> {
            ContactDetails person = change.after();
            int i = first;
            statement.setString(i++, change.publicId());
            statement.setLong(i++, accountId);
            i = bind(statement, i, person);
            statement.setObject(i++, now);
            statement.setObject(i++, now);
            return i;
        });
    }

    private static int bind(PreparedStatement statement, int first, ContactDetails person) throws SQLException {
        int i = first;
        statement.setString(i++, person.externalId());
        statement.setString(i++, person.firstName());
        statement.setString(i++, person.lastName());
        statement.setString(i++, person.phone());
        statement.setObject(i++, person.born());
        statement.setString(i++, person.notes());
        statement.setString(i++, FieldsJson.write(person.fields()));
        return i;
    }

    /** Uses {@code contact_uq_public_id}: generated keys of a multi-row insert are not consecutive in a cluster. */
    private Map<String, Long> idsOfNew(List<Change> changes) throws SQLException {
        return idsOf(
                "select public_id, id from contact where account_id = ? and public_id in ",
                changes.stream()
                        .filter(change -> change.id() == 0)
                        .map(Change::publicId)
                        .toList());
    }

    private Map<String, Long> idsOf(String sql, Collection<String> keys) throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        if (keys.isEmpty()) {
            return ids;
        }
        InList list = new InList(keys);
        try (PreparedStatement select = connection.prepareStatement(sql + list.marks())) {
            select.setLong(1, accountId);
            list.bind(select, 2);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return ids;
    }

    private void update(List<Change> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update contact set external_id = ?, first_name = ?,"
                        + " last_name = ?, phone = ?, born = ?, notes = ?, fields = ?, updated_at = ? where id = ?")) {
            for (Change change : changed) {
                int i = bind(update, 1, change.after());
                update.setObject(i++, now);
                update.setLong(i, change.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void writeAddresses(List<Change> changes) throws SQLException {
        List<Row<ContactDetails.Mailbox>> links = added(changes, ContactDetails::addresses);
        List<Row<String>> gone = removed(changes, ContactDetails::emails);
        Set<String> emails = new TreeSet<>();
        links.forEach(row -> emails.add(row.value().email()));
        gone.forEach(row -> emails.add(row.value()));
        String byEmail = "select email, id from address where account_id = ? and email in ";
        Map<String, Long> ids = idsOf(byEmail, emails);
        List<String> missing =
                emails.stream().filter(email -> !ids.containsKey(email)).toList();
        if (!missing.isEmpty()) {
            ADDRESSES.execute(connection, missing, (statement, first, email) -> {
                statement.setLong(first, accountId);
                statement.setString(first + 1, email);
                statement.setObject(first + 2, now);
                return first + 3;
            });
            ids.putAll(idsOf(byEmail, missing));
            InList added = new InList(missing);
            erased.reapply(connection, accountId, added.marks(), added::bind);
        }
        delete("delete from contact_address where contact_id = ? and address_id = ?", gone, ids);
        CONTACT_ADDRESSES.execute(connection, links, (statement, first, row) -> {
            statement.setLong(first, row.contactId());
            statement.setLong(
                    first + 1, Objects.requireNonNull(ids.get(row.value().email())));
            statement.setInt(first + 2, row.value().order());
            statement.setInt(first + 3, row.value().receives().code());
            return first + 4;
        });
    }

    private void writeMembers(List<Change> changes) throws SQLException {
        Function<ContactDetails, List<Long>> households = person -> person.households().stream()
                .map(ContactDetails.Membership::householdId)
                .toList();
        for (Row<Long> row : removed(changes, households)) {
            execute(
                    "delete from household_member where contact_id = ? and household_id = ?",
                    row.contactId(),
                    row.value());
        }
        MEMBERS.execute(connection, added(changes, ContactDetails::households), (statement, first, row) -> {
            statement.setLong(first, row.value().householdId());
            statement.setLong(first + 1, row.contactId());
            statement.setInt(first + 2, row.value().role().code());
            return first + 3;
        });
    }

    private void writeTags(List<Change> changes) throws SQLException {
        List<Row<String>> added = added(changes, ContactDetails::tags);
        List<Row<String>> gone = removed(changes, ContactDetails::tags);
        Set<String> names = new TreeSet<>();
        added.forEach(row -> names.add(row.value()));
        gone.forEach(row -> names.add(row.value()));
        Map<String, Long> ids = tagIds(names);
        delete("delete from contact_tag where contact_id = ? and tag_id = ?", gone, ids);
        CONTACT_TAGS.execute(connection, added, (statement, first, row) -> {
            statement.setLong(first, Objects.requireNonNull(ids.get(row.value())));
            statement.setLong(first + 1, row.contactId());
            return first + 2;
        });
    }

    /** The ids of tags, which are created if they do not exist. Uses {@code tag_uq_name}. */
    Map<String, Long> tagIds(Set<String> names) throws SQLException {
        String byName = "select name, id from tag where account_id = ? and name in ";
        Map<String, Long> ids = idsOf(byName, names);
        List<String> missing =
                names.stream().filter(name -> !ids.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            TAGS.execute(connection, missing, (statement, first, name) -> {
                statement.setLong(first, accountId);
                statement.setString(first + 1, name);
                return first + 2;
            });
            ids.putAll(idsOf(byName, missing));
        }
        return ids;
    }

    /** Uses {@code contact_term_pk}; sorted, so that neighbouring rows are written together. */
    void writeTerms(List<Change> changes) throws SQLException {
        List<Row<String>> added = new ArrayList<>();
        List<Row<String>> gone = new ArrayList<>();
        for (Change change : changes) {
            if (change.after().equals(change.before())) {
                continue;
            }
            Set<String> before = change.before() == null ? Set.of() : SearchTerms.of(change.before());
            Set<String> after = SearchTerms.of(change.after());
            addDifference(added, change.id(), after, before);
            addDifference(gone, change.id(), before, after);
        }
        if (!gone.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from contact_term where account_id = ? and term = ? and contact_id = ?")) {
                for (Row<String> row : gone) {
                    delete.setLong(1, accountId);
                    delete.setString(2, row.value());
                    delete.setLong(3, row.contactId());
                    delete.executeUpdate();
                }
            }
        }
        added.sort((one, other) -> one.value().compareTo(other.value()));
        TERMS.execute(connection, added, (statement, first, row) -> {
            statement.setLong(first, accountId);
            statement.setString(first + 1, row.value());
            statement.setLong(first + 2, row.contactId());
            return first + 3;
        });
    }

    void delete(Collection<ContactRows.Stored> people) throws SQLException {
        List<Change> nobody = people.stream()
                .map(person -> new Change(person.id(), person.publicId(), person.details(), ContactDetails.NOBODY))
                .toList();
        writeAddresses(nobody);
        writeMembers(nobody);
        writeTags(nobody);
        writeTerms(nobody);
        for (Change gone : nobody) {
            execute("delete from enrolment where contact_id = ?", gone.id());
            execute("delete from contact where id = ?", gone.id());
        }
    }

    private static <T> List<Row<T>> added(
            List<Change> changes, Function<ContactDetails, ? extends Collection<T>> part) {
        List<Row<T>> rows = new ArrayList<>();
        for (Change change : changes) {
            addDifference(rows, change.id(), part.apply(change.after()), part.apply(change.old()));
        }
        return rows;
    }

    private static <T> List<Row<T>> removed(
            List<Change> changes, Function<ContactDetails, ? extends Collection<T>> part) {
        List<Row<T>> rows = new ArrayList<>();
        for (Change change : changes) {
            if (change.before() != null) {
                addDifference(rows, change.id(), part.apply(change.before()), part.apply(change.after()));
            }
        }
        return rows;
    }

    /** Adds what {@code of} has and {@code without} has not. */
    private static <T> void addDifference(List<Row<T>> rows, long contactId, Collection<T> of, Collection<T> without) {
        if (without.isEmpty()) {
            of.forEach(value -> rows.add(new Row<>(contactId, value)));
        } else {
            Set<T> difference = new LinkedHashSet<>(of);
            without.forEach(difference::remove);
            difference.forEach(value -> rows.add(new Row<>(contactId, value)));
        }
    }

    private void delete(String sql, Collection<Row<String>> rows, Map<String, Long> ids) throws SQLException {
        for (Row<String> row : rows) {
            execute(sql, row.contactId(), Objects.requireNonNull(ids.get(row.value())));
        }
    }

    private void execute(String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static RuntimeException taken(SQLIntegrityConstraintViolationException violation, List<Change> changes) {
        String message = String.valueOf(violation.getMessage());
        return changes.stream()
                .map(change -> change.after().externalId())
                .filter(id -> id != null && message.contains("contact_uq_external_id"))
                .filter(id -> message.contains("-" + id + "'"))
                .findFirst()
                .<RuntimeException>map(TakenExternalIdException::new)
                .orElseGet(() -> new DatabaseException(violation));
    }
}
