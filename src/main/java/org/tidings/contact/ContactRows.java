package org.tidings.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.platform.database.InList;

/** Reads people with everything that belongs to them, in four statements for any number of people. */
final class ContactRows {

    /** A person as stored. */
    record Stored(long id, String publicId, ContactDetails details) {}

    private ContactRows() {}

    /**
     * The people with these ids, in no particular order. Ids of other accounts are skipped.
     *
     * @param lock whether to lock the rows of the contacts, which all changes do
     */
    static Map<Long, Stored> read(Connection connection, long accountId, Collection<Long> ids, boolean lock)
            throws SQLException {
        Map<Long, Stored> people = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return people;
        }
        InList list = new InList(ids);
        Map<Long, List<ContactDetails.Mailbox>> addresses = new LinkedHashMap<>();
        Map<Long, List<ContactDetails.Membership>> households = new LinkedHashMap<>();
        Map<Long, Set<String>> tags = new LinkedHashMap<>();
        String contacts =
                "select id, public_id, external_id, first_name, last_name, phone, born, notes, fields from contact"
                        + " where account_id = ? and id in " + list.marks() + (lock ? " order by id for update" : "");
        try (PreparedStatement select = connection.prepareStatement(contacts)) {
            select.setLong(1, accountId);
            list.bind(select, 2);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong("id");
                    people.put(id, new Stored(id, row.getString("public_id"), details(row)));
                }
            }
        }
        each(
                connection,
                "select l.contact_id, a.email, l.position, l.receives from contact_address l"
                        + " join address a on a.id = l.address_id where l.contact_id in ",
                list,
                row -> addresses
                        .computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                        .add(new ContactDetails.Mailbox(row.getString(2), row.getInt(3), Receives.of(row.getInt(4)))));
        each(
                connection,
                "select m.contact_id, h.id, h.public_id, h.name, m.role from household_member m"
                        + " join household h on h.id = m.household_id where m.contact_id in ",
                list,
                row -> households
                        .computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                        .add(new ContactDetails.Membership(
                                row.getLong(2), row.getString(3), row.getString(4), HouseholdRole.of(row.getInt(5)))));
        each(
                connection,
                "select t.contact_id, g.name from contact_tag t join tag g on g.id = t.tag_id where t.contact_id in ",
                list,
                row -> tags.computeIfAbsent(row.getLong(1), none -> new TreeSet<>())
                        .add(row.getString(2)));
        people.replaceAll((id, person) -> new Stored(
                id,
                person.publicId(),
                person.details()
                        .withAddresses(addresses.getOrDefault(id, List.of()))
                        .withHouseholds(households.getOrDefault(id, List.of()))
                        .withTags(tags.getOrDefault(id, Set.of()))));
        return people;
    }

    private static ContactDetails details(ResultSet row) throws SQLException {
        return ContactDetails.NOBODY
                .withExternalId(row.getString("external_id"))
                .withName(row.getString("first_name"), row.getString("last_name"))
                .withPhone(row.getString("phone"))
                .withBorn(row.getObject("born", LocalDate.class))
                .withNotes(row.getString("notes"))
                .withFields(FieldsJson.read(row.getString("fields")));
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, InList list, RowReader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql + list.marks())) {
            list.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }
}
