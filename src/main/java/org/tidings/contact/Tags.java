package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;

/** The tags of an account, which people and households have. */
@ApplicationScoped
public class Tags {

    private static final MultiRow INSERT = new MultiRow("insert ignore into tag (account_id, name) values", 2, "");
    private static final MultiRow OF_HOUSEHOLD =
            new MultiRow("insert ignore into household_tag (tag_id, household_id) values", 2, "");

    private final Transactions transactions;
    private final Event<TagRenamed> renamed;

    Tags(Transactions transactions, Event<TagRenamed> renamed) {
        this.transactions = transactions;
        this.renamed = renamed;
    }

    /**
     * A tag, and how many people and households have it.
     *
     * @param topic whether recipients can choose it on public pages
     * @param publicName its name there; null for the name of the tag
     */
    public record Use(
            String name,
            int people,
            int households,
            boolean topic,
            @Nullable String publicName) {

        /** The name for a query string. */
        public String query() {
            return URLEncoder.encode(name, StandardCharsets.UTF_8);
        }
    }

    /** What became of a change. */
    public enum Result {
        DONE,
        /** The account has no such tag. */
        MISSING,
        /** Another tag has the new name. */
        TAKEN
    }

    /** The names of all tags that somebody has. Uses {@code tag_uq_name} and {@code contact_tag_pk}. */
    public List<String> names(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select t.name from tag t where t.account_id = ?"
                            + " and (exists (select 1 from contact_tag c where c.tag_id = t.id)"
                            + " or exists (select 1 from household_tag h where h.tag_id = t.id)) order by t.name")) {
                select.setLong(1, accountId);
                List<String> names = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
                return names;
            }
        });
    }

    /** All tags by name, used or not. Counts by {@code contact_tag_pk} and {@code household_tag_pk}. */
    public List<Use> all(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select t.name, (select count(*) from contact_tag c where c.tag_id = t.id),"
                            + " (select count(*) from household_tag h where h.tag_id = t.id), t.topic, t.public_name"
                            + " from tag t where t.account_id = ? order by t.name")) {
                select.setLong(1, accountId);
                List<Use> tags = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        tags.add(new Use(
                                row.getString(1), row.getInt(2), row.getInt(3), row.getBoolean(4), row.getString(5)));
                    }
                }
                return tags;
            }
        });
    }

    /** Adds a tag that nobody has yet. @return {@link Result#TAKEN} if it exists */
    public Result create(long accountId, String name) {
        return transactions.call(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert ignore into tag (account_id, name) values (?, ?)")) {
                insert.setLong(1, accountId);
                insert.setString(2, name);
                return insert.executeUpdate() > 0 ? Result.DONE : Result.TAKEN;
            }
        });
    }

    /** Renames a tag for everyone who has it, and in rules that name it. */
    public Result rename(long accountId, String name, String newName) {
        return transactions.call(connection -> {
            Map<String, Long> ids = ids(connection, accountId, List.of(name, newName));
            Long id = ids.get(name);
            if (id == null) {
                return Result.MISSING;
            }
            if (ids.containsKey(newName)) {
                return name.equals(newName) ? Result.DONE : Result.TAKEN;
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update ignore tag set name = ? where account_id = ? and id = ?")) {
                update.setString(1, newName);
                update.setLong(2, accountId);
                update.setLong(3, id);
                if (update.executeUpdate() == 0) {
                    return Result.TAKEN; // somebody else was faster
                }
            }
            renamed.fire(new TagRenamed(accountId, name, newName));
            return Result.DONE;
        });
    }

    /**
     * Makes a tag a topic, or a tag of staff only.
     *
     * @param publicName null for the name of the tag
     */
    public Result setTopic(long accountId, String name, boolean topic, @Nullable String publicName) {
        return transactions.call(connection -> {
            Long id = ids(connection, accountId, List.of(name)).get(name);
            if (id == null) {
                return Result.MISSING;
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update tag set topic = ?, public_name = ? where id = ?")) {
                update.setBoolean(1, topic);
                update.setString(2, publicName);
                update.setLong(3, id);
                update.executeUpdate();
                return Result.DONE;
            }
        });
    }

    /** Deletes a tag, and takes it from everyone who has it. */
    public Result delete(long accountId, String name) {
        return transactions.call(connection -> {
            Long id = ids(connection, accountId, List.of(name)).get(name);
            if (id == null) {
                return Result.MISSING;
            }
            for (String sql : List.of(
                    "delete from contact_tag where tag_id = ?",
                    "delete from household_tag where tag_id = ?",
                    "delete from tag where id = ?")) {
                execute(connection, sql, id);
            }
            return Result.DONE;
        });
    }

    /** The tags of each of these households of the account. Uses the foreign key of the household. */
    public Map<Long, SortedSet<String>> ofHouseholds(long accountId, Collection<Long> householdIds) {
        Map<Long, SortedSet<String>> tags = new HashMap<>();
        if (householdIds.isEmpty()) {
            return tags;
        }
        InList list = new InList(householdIds);
        transactions.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select h.household_id, t.name from household_tag h"
                            + " join tag t on t.id = h.tag_id where t.account_id = ? and h.household_id in "
                            + list.marks())) {
                select.setLong(1, accountId);
                list.bind(select, 2);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        tags.computeIfAbsent(row.getLong(1), none -> new TreeSet<>())
                                .add(row.getString(2));
                    }
                }
            }
        });
        return tags;
    }

    /** Replaces the tags of a household, which must be one of the account. */
    public void setOfHousehold(long accountId, long householdId, Collection<String> names) {
        List<String> wanted = List.copyOf(new TreeSet<>(names));
        transactions.run(connection -> {
            INSERT.execute(connection, wanted, (statement, first, name) -> {
                statement.setLong(first, accountId);
                statement.setString(first + 1, name);
                return first + 2;
            });
            execute(connection, "delete from household_tag where household_id = ?", householdId);
            List<Long> ids = List.copyOf(ids(connection, accountId, wanted).values());
            OF_HOUSEHOLD.execute(connection, ids, (statement, first, id) -> {
                statement.setLong(first, id);
                statement.setLong(first + 1, householdId);
                return first + 2;
            });
        });
    }

    private static Map<String, Long> ids(Connection connection, long accountId, Collection<String> names)
            throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        if (names.isEmpty()) {
            return ids;
        }
        InList list = new InList(names);
        try (PreparedStatement select = connection.prepareStatement(
                "select name, id from tag where account_id = ? and name in " + list.marks())) {
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

    private static void execute(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            statement.executeUpdate();
        }
    }
}
