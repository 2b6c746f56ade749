package org.tidings.contact;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Adds, renames and deletes households, and knows their members. */
@ApplicationScoped
public class Households {

    private static final MultiRow INSERT =
            new MultiRow("insert into household (public_id, account_id, external_id, name, created_at) values", 5, "");

    private final Transactions transactions;
    private final ContactStore contacts;
    private final ErasedAddresses erased;
    private final Clock clock;

    Households(Transactions transactions, ContactStore contacts, ErasedAddresses erased, Clock clock) {
        this.erased = erased;
        this.transactions = transactions;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** A household to be added. */
    public record New(@Nullable String externalId, String name) {}

    /** A stored household. */
    public record Home(long id, String publicId, @Nullable String externalId, String name) {

        /** What a member's details say of it. */
        public ContactDetails.Membership member(HouseholdRole role) {
            return new ContactDetails.Membership(id, publicId, name, role);
        }
    }

    /** Adds households in one transaction, that of the caller if there is one; returns them in the same order. */
    public List<Home> add(long accountId, List<New> wanted) {
        return transactions.call(connection -> {
            Map<String, New> byPublicId = new LinkedHashMap<>();
            wanted.forEach(one -> byPublicId.put(UlidCreator.getMonotonicUlid().toString(), one));
            INSERT.execute(connection, List.copyOf(byPublicId.entrySet()), (statement, first, one) -> {
                statement.setString(first, one.getKey());
                statement.setLong(first + 1, accountId);
                statement.setString(first + 2, one.getValue().externalId());
                statement.setString(first + 3, one.getValue().name());
                statement.setObject(first + 4, Utc.of(clock.instant()));
                return first + 5;
            });
            Map<String, Home> added = new HashMap<>();
            for (Home home : homes(connection, accountId, "public_id", byPublicId.keySet())) {
                added.put(home.publicId(), home);
            }
            return byPublicId.keySet().stream().map(added::get).toList();
        });
    }

    /** Uses {@code household_uq_public_id}. */
    public List<Home> byPublicIds(long accountId, Collection<String> ids) {
        return transactions.call(connection -> homes(connection, accountId, "public_id", PublicIds.among(ids)));
    }

    /** Uses {@code household_uq_external_id}. */
    public List<Home> byExternalIds(long accountId, Collection<String> ids) {
        return transactions.call(connection -> homes(connection, accountId, "external_id", ids));
    }

    /** All households with one of these names, in any case. Uses {@code household_ix_name}. */
    public List<Home> byNames(long accountId, Collection<String> names) {
        return transactions.call(connection -> homes(connection, accountId, "name", names));
    }

    private static List<Home> homes(Connection connection, long accountId, String column, Collection<String> keys)
            throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        InList list = new InList(keys);
        try (PreparedStatement select = connection.prepareStatement(
                "select id, public_id, external_id, name from household where account_id = ? and " + column + " in "
                        + list.marks())) {
            select.setLong(1, accountId);
            list.bind(select, 2);
            return read(select);
        }
    }

    /** The members: guardians, students, others, each by name. Uses the foreign key of the household. */
    public List<ContactStore.Person> members(long accountId, long householdId) {
        List<Long> ids = transactions.call(connection -> memberIds(connection, householdId));
        return List.copyOf(contacts.read(accountId, ids).values());
    }

    /** The keys of the members of each of these households. Uses {@code household_member_pk}. */
    public Map<Long, List<Long>> memberIds(Collection<Long> householdIds) {
        Map<Long, List<Long>> members = new HashMap<>();
        if (householdIds.isEmpty()) {
            return members;
        }
        InList list = new InList(householdIds);
        transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select household_id, contact_id from household_member where household_id in " + list.marks()
                            + " order by household_id, role, contact_id")) {
                list.bind(select, 1);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        members.computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                                .add(row.getLong(2));
                    }
                }
            }
        });
        return members;
    }

    private static List<Long> memberIds(Connection connection, long householdId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select m.contact_id from household_member m join contact c on c.id = m.contact_id"
                        + " where m.household_id = ? order by m.role, c.first_name, c.last_name, c.id")) {
            select.setLong(1, householdId);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    /** Renames a household and makes its members findable by the new name. */
    public void rename(long accountId, Household household, @Nullable String externalId, String name) {
        transactions.run(connection -> {
            List<Long> members = memberIds(connection, household.id);
            Map<Long, ContactRows.Stored> before = ContactRows.read(connection, accountId, members, true);
            try (PreparedStatement update = connection.prepareStatement(
                    "update household set name = ?, external_id = ? where id = ? and account_id = ?")) {
                update.setString(1, name);
                update.setString(2, externalId);
                update.setLong(3, household.id);
                update.setLong(4, accountId);
                update.executeUpdate();
            }
            Map<Long, ContactRows.Stored> after = ContactRows.read(connection, accountId, members, false);
            new ContactWriter(connection, erased, accountId, clock.instant())
                    .writeTerms(before.values().stream()
                            .map(person -> new ContactWriter.Change(
                                    person.id(),
                                    person.publicId(),
                                    person.details(),
                                    Objects.requireNonNull(after.get(person.id()))
                                            .details()))
                            .toList());
        });
    }

    /** Replaces the custom fields of a household; empty ones are dropped. */
    public void setFields(long accountId, long householdId, Map<String, String> fields) {
        Map<String, String> filled = new HashMap<>(fields);
        filled.values().removeIf(String::isBlank);
        transactions.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update household set fields = ? where account_id = ? and id = ?")) {
                update.setString(1, FieldsJson.write(filled));
                update.setLong(2, accountId);
                update.setLong(3, householdId);
                update.executeUpdate();
            }
        });
    }

    /** The custom fields of each of these households that has any. */
    public Map<Long, Map<String, String>> fields(long accountId, Collection<Long> ids) {
        Map<Long, Map<String, String>> fields = new HashMap<>();
        if (ids.isEmpty()) {
            return fields;
        }
        InList list = new InList(ids);
        transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id, fields from household where account_id = ? and fields is not null and id in "
                            + list.marks())) {
                select.setLong(1, accountId);
                list.bind(select, 2);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        fields.put(row.getLong(1), FieldsJson.read(row.getString(2)));
                    }
                }
            }
        });
        return fields;
    }

    /** Deletes a household; its members stay. */
    public void delete(long accountId, long householdId) {
        transactions.run(connection -> {
            List<ContactStore.Edit> edits = memberIds(connection, householdId).stream()
                    .map(member -> new ContactStore.Edit(
                            member,
                            person -> person.withHouseholds(person.households().stream()
                                    .filter(home -> home.householdId() != householdId)
                                    .toList())))
                    .toList();
            contacts.save(accountId, edits);
            for (String sql :
                    List.of("delete from household_tag where household_id = ?", "delete from household where id = ?")) {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setLong(1, householdId);
                    delete.executeUpdate();
                }
            }
        });
    }

    /**
     * Households whose name begins so, by name. Uses {@code household_ix_name}.
     *
     * @param tag only those with this tag; null for all
     * @param after the id of the last household of the page before; null for the first page
     */
    public List<Home> page(long accountId, String beginning, @Nullable String tag, @Nullable Long after, int limit) {
        String name = "(select name from household where id = ? and account_id = h.account_id)";
        String tagged = " and exists (select 1 from household_tag m join tag t on t.id = m.tag_id"
                + " where m.household_id = h.id and t.account_id = h.account_id and t.name = ?)";
        String follow = " and h.name >= " + name + " and (h.name > " + name + " or h.id > ?)";
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select h.id, h.public_id, h.external_id, h.name from household h"
                            + " where h.account_id = ? and h.name like ?"
                            + (tag == null ? "" : tagged)
                            + (after == null ? "" : follow)
                            + " order by h.name, h.id limit ?")) {
                int i = 1;
                select.setLong(i++, accountId);
                select.setString(i++, Like.beginning(beginning));
                if (tag != null) {
                    select.setString(i++, tag);
                }
                for (int times = 0; after != null && times < 3; times++) {
                    select.setLong(i++, after);
                }
                select.setInt(i, limit);
                return read(select);
            }
        });
    }

    private static List<Home> read(PreparedStatement select) throws SQLException {
        List<Home> homes = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                homes.add(new Home(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return homes;
    }
}
