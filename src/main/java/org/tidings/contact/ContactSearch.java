package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.ProblemException;

/** Lists people by name, all or those that match a {@link ContactFilter}. */
@ApplicationScoped
public class ContactSearch {

    /** Matches beyond this number are not listed: the search has to be more specific. */
    public static final int MOST_MATCHES = 1_000;

    /** Up to this number of people with a tag, all are read and sorted; otherwise people are read by name until the page is full. */
    private static final int FEW = 5_000;

    private final Transactions transactions;

    ContactSearch(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One page of the list.
     *
     * @param ids the people, by last name, first name and id
     * @param next the cursor of the next page; null on the last page
     */
    public record Page(List<Long> ids, @Nullable Long next) {}

    /**
     * A page of people in the order of their names.
     *
     * @param after the cursor; null for the first page
     */
    public Page page(long accountId, ContactFilter filter, @Nullable Long after, int limit) {
        return transactions.call(connection -> {
            Statement sql = statement(connection, accountId, filter);
            if (after != null) {
                sql.follow(connection, accountId, after);
            }
            sql.text.append(" order by c.last_name, c.first_name, c.id limit ?");
            sql.values.add(limit + 1);
            List<Long> ids = sql.ids(connection);
            boolean more = ids.size() > limit;
            List<Long> page = more ? List.copyOf(ids.subList(0, limit)) : ids;
            return new Page(page, more ? page.get(limit - 1) : null);
        });
    }

    /** Passes all people to {@code chunk}, in chunks of a thousand, each in a transaction of its own. */
    public void forEach(long accountId, ContactFilter filter, Consumer<List<Long>> chunk) {
        Long after = null;
        do {
            Page page = page(accountId, filter, after, 1_000);
            if (!page.ids().isEmpty()) {
                chunk.accept(page.ids());
            }
            after = page.next();
        } while (after != null);
    }

    /** These people in the order of their names; those that the account does not have are left out. */
    public List<Long> sorted(long accountId, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return transactions.call(connection -> {
            Statement sql = new Statement();
            InList list = new InList(ids);
            sql.text
                    .append("select c.id from contact c where c.account_id = ? and c.id in ")
                    .append(list.marks())
                    .append(" order by c.last_name, c.first_name, c.id");
            sql.values.add(accountId);
            return sql.ids(connection, list);
        });
    }

    /** The number of people that match, counted up to {@code most}. */
    public int count(long accountId, ContactFilter filter, int most) {
        return transactions.call(connection -> {
            Statement sql = statement(connection, accountId, filter);
            sql.text.insert(0, "select count(*) from (").append(" limit ?) found");
            sql.values.add(most);
            return sql.ids(connection).get(0).intValue();
        });
    }

    private static final class Statement {
        final StringBuilder text = new StringBuilder();
        final List<Object> values = new ArrayList<>();

        void and(String condition, Object... bound) {
            text.append(" and ").append(condition);
            Collections.addAll(values, bound);
        }

        /**
         * Continues after a person, by {@code contact_ix_name}.
         *
         * @throws ProblemException 400 if the person was deleted meanwhile: to go on silently would leave people out
         */
        void follow(Connection connection, long accountId, long after) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(
                    "select last_name, first_name from contact where account_id = ? and id = ?")) {
                select.setLong(1, accountId);
                select.setLong(2, after);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new ProblemException(
                                400, "The person at this place of the list was deleted. Start again.");
                    }
                    String last = row.getString(1);
                    String first = row.getString(2);
                    and(
                            "c.last_name >= ? and (c.last_name > ? or c.first_name > ? or (c.first_name = ? and c.id > ?))",
                            last,
                            last,
                            first,
                            first,
                            after);
                }
            }
        }

        List<Long> ids(Connection connection) throws SQLException {
            return ids(connection, null);
        }

        /** The first column; the list is bound after the other values. */
        List<Long> ids(Connection connection, @Nullable InList last) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(text.toString())) {
                int i = 1;
                for (Object value : values) {
                    select.setObject(i++, value);
                }
                if (last != null) {
                    last.bind(select, i);
                }
                List<Long> ids = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                return ids;
            }
        }
    }

    private static Statement statement(Connection connection, long accountId, ContactFilter filter)
            throws SQLException {
        Statement sql = new Statement();
        sql.text.append("select c.id from ");
        List<List<String>> words = SearchTerms.wanted(filter.q());
        String tag = filter.tag();
        boolean isTagFirst = false;
        String withTag = "(select id from tag where account_id = ? and name = ?)";
        if (!words.isEmpty()) {
            matching(sql, accountId, words);
            sql.text.append(" straight_join contact c on c.id = m.contact_id");
        } else if (filter.classId() != null || filter.householdId() != null || filter.email() != null) {
            sql.text.append("contact c");
        } else if (tag != null && isFew(connection, accountId, tag)) {
            isTagFirst = true;
            sql.text
                    .append("(select contact_id from contact_tag where tag_id = ")
                    .append(withTag)
                    .append(" union select m.contact_id from household_tag h"
                            + " join household_member m on m.household_id = h.household_id where h.tag_id = ")
                    .append(withTag)
                    .append(") t straight_join contact c on c.id = t.contact_id");
            Collections.addAll(sql.values, accountId, tag, accountId, tag);
        } else {
            sql.text.append("contact c force index (contact_ix_name)");
        }
        sql.text.append(" where c.account_id = ?");
        sql.values.add(accountId);
        if (tag != null && !isTagFirst) {
            sql.and(
                    "(exists (select 1 from contact_tag t where t.contact_id = c.id and t.tag_id = " + withTag + ")"
                            + " or exists (select 1 from household_member m join household_tag h"
                            + " on h.household_id = m.household_id where m.contact_id = c.id and h.tag_id = " + withTag
                            + "))",
                    accountId,
                    tag,
                    accountId,
                    tag);
        }
        if (filter.classId() != null) {
            sql.and(
                    "c.id in (select e.contact_id from enrolment e where e.class_id = ? and e.status <> ?"
                            + " and (e.from_day is null or e.from_day <= ?) and (e.until_day is null or e.until_day >= ?))",
                    filter.classId(),
                    EnrolmentStatus.DROPPED.code(),
                    filter.day(),
                    filter.day());
        }
        if (filter.householdId() != null) {
            sql.and("c.id in (select contact_id from household_member where household_id = ?)", filter.householdId());
        }
        if (filter.email() != null) {
            sql.and(
                    "c.id in (select l.contact_id from contact_address l join address a on a.id = l.address_id"
                            + " where a.account_id = ? and a.email = ?)",
                    accountId,
                    filter.email());
        }
        return sql;
    }

    /** Reads each word's part of {@code contact_term_pk} once, and nothing else. */
    private static void matching(Statement sql, long accountId, List<List<String>> words) {
        List<String> alternatives = words.stream().flatMap(List::stream).toList();
        boolean isSingle = words.size() == 1;
        sql.text
                .append(isSingle ? "(select distinct contact_id" : "(select contact_id")
                .append(" from contact_term where account_id = ? and (")
                .append(either(alternatives))
                .append(')');
        sql.values.add(accountId);
        alternatives.forEach(word -> sql.values.add(Like.beginning(word)));
        if (!isSingle) {
            sql.text
                    .append(" group by contact_id having ")
                    .append(words.stream()
                            .map(word -> "max(" + either(word) + ") = 1")
                            .collect(Collectors.joining(" and ")));
            alternatives.forEach(word -> sql.values.add(Like.beginning(word)));
        }
        sql.text.append(" limit ").append(MOST_MATCHES).append(") m");
    }

    private static String either(List<String> words) {
        return words.stream().map(word -> "term like ?").collect(Collectors.joining(" or "));
    }

    private static boolean isFew(Connection connection, long accountId, String tag) throws SQLException {
        Statement sql = new Statement();
        sql.text.append("select count(*) from ((select 1 from contact_tag where tag_id ="
                + " (select id from tag where account_id = ? and name = ?) limit ?)"
                + " union all (select 1 from household_tag where tag_id ="
                + " (select id from tag where account_id = ? and name = ?) limit ?)) some");
        Collections.addAll(sql.values, accountId, tag, FEW, accountId, tag, FEW);
        return sql.ids(connection).get(0) < FEW;
    }
}
