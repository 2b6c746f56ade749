package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.FollowUp;

/** Recipients who did not get the message and for whom staff have done something, grouped by what. */
@ApplicationScoped
class FollowUpGroups {

    private final Transactions transactions;

    FollowUpGroups(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param count how many there are; {@code rows} has the first {@link Attention#SHOWN} */
    record Group(FollowUp done, int count, List<ReportRow> rows) {}

    List<Group> of(long blastId) {
        return transactions.call(connection -> {
            List<Group> groups = new ArrayList<>();
            for (Group group : sizes(connection, blastId)) {
                groups.add(new Group(group.done(), group.count(), first(connection, blastId, group.done())));
            }
            return groups;
        });
    }

    /** By {@code recipient_ix_status} alone. */
    private static List<Group> sizes(Connection connection, long blastId) throws SQLException {
        Sql query = Sql.of(
                "select done, count(*) from recipient force index (recipient_ix_status) where blast_id = ? and status in ("
                        + Attention.NOT_GOT + ") and done in (1, 2, 3)" + " group by done order by done",
                blastId);
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<Group> groups = new ArrayList<>();
            while (row.next()) {
                groups.add(new Group(FollowUp.of(row.getInt(1)), row.getInt(2), List.of()));
            }
            return groups;
        }
    }

    /** By {@code recipient_ix_status}, and then {@code recipient_pk}. */
    private static List<ReportRow> first(Connection connection, long blastId, FollowUp done) throws SQLException {
        Sql query = Sql.of(
                "select " + ReportRow.COLUMNS
                        + " from (select r.seq from recipient r force index (recipient_ix_status) where r.blast_id = ?"
                        + " and r.status in (" + Attention.NOT_GOT + ") and r.done = ? limit " + Attention.SHOWN
                        + ") found straight_join recipient r on r.blast_id = ? and r.seq = found.seq order by r.seq",
                blastId,
                done.code(),
                blastId);
        try (PreparedStatement select = query.prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<ReportRow> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(ReportRow.read(row));
            }
            return rows;
        }
    }
}
