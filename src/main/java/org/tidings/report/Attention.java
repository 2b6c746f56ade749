package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

/** Those who did not get the message, or not yet, grouped by why: the largest group first, the ones that are being retried last. */
@ApplicationScoped
class Attention {

    /** How many people a group shows; the list of everyone has the rest. */
    static final int SHOWN = 50;

    private static final Comparator<Group> ORDER = Comparator.comparing(
                    (Group group) -> group.status() == RecipientStatus.SENT)
            .thenComparing(Group::count, Comparator.reverseOrder())
            .thenComparing(Group::explained);

    private final Transactions transactions;

    Attention(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param count how many there are; {@code rows} has the first {@link #SHOWN} by address */
    record Group(RecipientStatus status, @Nullable String rule, int count, List<ReportRow> rows) {

        /** @param explained status and rule as the column of that name has them */
        static Group of(String explained, int count) {
            String[] parts = explained.split(" ", 2);
            return new Group(RecipientStatus.valueOf(parts[0]), parts[1].isEmpty() ? null : parts[1], count, List.of());
        }

        String explained() {
            return status.name() + " " + (rule == null ? "" : rule);
        }

        Group with(List<ReportRow> found) {
            return new Group(status, rule, count, found);
        }

        String heading() {
            return status == RecipientStatus.SENT
                    ? "Being tried again: " + NextStep.heading(status, rule)
                    : NextStep.heading(status, rule);
        }

        @Nullable
        String nextStep() {
            return NextStep.of(status, rule);
        }
    }

    List<Group> groups(long blastId) {
        return transactions.call(connection -> {
            List<Group> groups = new ArrayList<>();
            for (Group group : sizes(connection, blastId)) {
                groups.add(group.with(first(connection, blastId, group)));
            }
            return groups;
        });
    }

    /**
     * By {@code recipient_ix_explained} alone, which has only those who did not simply get it. It is not prepared: of a prepared statement
     * MariaDB forgets, once others have read what the column is generated from, that the index is enough, and looks at each row.
     */
    private static List<Group> sizes(Connection connection, long blastId) throws SQLException {
        String sql = "select explained, count(*) from recipient force index (recipient_ix_explained) where blast_id = "
                + blastId + " and explained is not null group by explained";
        try (Statement select = connection.createStatement()) {
            List<Group> groups = new ArrayList<>();
            try (ResultSet row = select.executeQuery(sql)) {
                while (row.next()) {
                    groups.add(Group.of(row.getString(1), row.getInt(2)));
                }
            }
            return groups.stream()
                    .filter(group -> needsAttention(group.status()))
                    .sorted(ORDER)
                    .toList();
        }
    }

    private static boolean needsAttention(RecipientStatus status) {
        return switch (status) {
            case SENT, BOUNCE, INVALID, FAILED -> true;
            case DELIVERY, OPEN, CLICK, UNSUBSCRIBED -> false;
        };
    }

    /** By {@code recipient_ix_explained}, in its order. */
    private static List<ReportRow> first(Connection connection, long blastId, Group group) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + ReportRow.COLUMNS
                + " from recipient r force index (recipient_ix_explained) where r.blast_id = ? and r.explained = ?"
                + " order by r.email limit " + SHOWN)) {
            select.setLong(1, blastId);
            select.setString(2, group.explained());
            List<ReportRow> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(ReportRow.read(row));
                }
            }
            return rows;
        }
    }
}
