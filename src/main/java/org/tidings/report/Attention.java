package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientCounts;
import org.tidings.recipient.RecipientStatus;

/**
 * Recipients who did not get the message, grouped by reason: largest group first, groups that are being retried last. Those for whom staff have
 * done something are in {@link FollowUpGroups}.
 */
@ApplicationScoped
public class Attention {

    /** Maximum number of people shown per group; the full list shows the rest. */
    static final int SHOWN = 50;

    static final String NOT_GOT = RecipientStatus.BOUNCE.code() + ", " + RecipientStatus.INVALID.code() + ", "
            + RecipientStatus.FAILED.code();

    private static final Comparator<Group> ORDER = Comparator.comparing(
                    (Group group) -> group.status() == RecipientStatus.SENT)
            .thenComparing(Group::count, Comparator.reverseOrder())
            .thenComparing(Group::rule);

    private final Transactions transactions;
    private final Dictionary dictionary;

    Attention(Transactions transactions, Dictionary dictionary) {
        this.transactions = transactions;
        this.dictionary = dictionary;
    }

    /** @param count how many there are; {@code rows} has the first {@link #SHOWN} in the order of the list */
    record Group(RecipientStatus status, String rule, int reasonKey, int count, List<ReportRow> rows) {

        Group with(List<ReportRow> found) {
            return new Group(status, rule, reasonKey, count, found);
        }

        String heading() {
            return status == RecipientStatus.SENT
                    ? "Trying again: " + NextStep.heading(status, rule)
                    : NextStep.heading(status, rule);
        }

        @Nullable
        String nextStep() {
            return NextStep.of(status, rule);
        }
    }

    /** The number of recipients in all groups but those that are being retried. Uses {@code recipient_ix_status}. */
    public int count(RecipientCounts counts) {
        int notGot = counts.bounce + counts.invalid + counts.failed;
        return notGot == 0 ? 0 : notGot - done(counts.blastId);
    }

    private int done(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from recipient"
                    + " force index (recipient_ix_status) where blast_id = ? and status in (" + NOT_GOT
                    + ") and done in (1, 2, 3)")) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
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

    /** By {@code recipient_ix_status} alone, through those that did not simply get it. */
    private List<Group> sizes(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select status, reason_key, count(*) from recipient"
                + " force index (recipient_ix_status) where blast_id = ? and (status in ("
                + NOT_GOT + ") or (status = " + RecipientStatus.SENT.code()
                + " and reason_key > 0)) and done = " + FollowUp.OPEN.code() + " group by status, reason_key")) {
            select.setLong(1, blastId);
            List<Group> groups = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    groups.add(new Group(
                            RecipientStatus.of(row.getInt(1)),
                            dictionary.text(row.getInt(2)),
                            row.getInt(2),
                            row.getInt(3),
                            List.of()));
                }
            }
            groups.sort(ORDER);
            return groups;
        }
    }

    /** By {@code recipient_ix_status}, in its order. */
    private static List<ReportRow> first(Connection connection, long blastId, Group group) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + ReportRow.COLUMNS
                + " from recipient r force index (recipient_ix_status) where r.blast_id = ? and r.status = ?"
                + " and r.reason_key = ? and r.done = " + FollowUp.OPEN.code() + " order by r.seq limit " + SHOWN)) {
            select.setLong(1, blastId);
            select.setInt(2, group.status().code());
            select.setInt(3, group.reasonKey());
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
