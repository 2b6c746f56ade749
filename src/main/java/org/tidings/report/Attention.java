package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

/** Those who did not get the message, or not yet, grouped by why: the largest group first, the ones that are being retried last. */
@ApplicationScoped
class Attention {

    /** How many people a group shows; the list of everyone has the rest. */
    static final int SHOWN = 50;

    private final Transactions transactions;

    Attention(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param count how many there are; {@code rows} has the first {@link #SHOWN} by address */
    record Group(RecipientStatus status, @Nullable String rule, int count, List<ReportRow> rows) {

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

    /** By {@code recipient_ix_status}; the retried by {@code recipient_ix_queue}, which has only those that wait. */
    List<Group> groups(long blastId) {
        return transactions.call(connection -> {
            List<Group> groups = new ArrayList<>(read(
                    connection,
                    "force index (recipient_ix_status) where blast_id = ? and status in ('BOUNCE', 'INVALID', 'FAILED')",
                    blastId));
            groups.addAll(read(
                    connection,
                    "force index (recipient_ix_queue) where blast_id = ? and due_at is not null and attempts > 0",
                    blastId));
            return groups;
        });
    }

    private static List<Group> read(Connection connection, String from, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + ReportRow.COLUMNS
                + ", first_ones.others from (select id, count(*) over (partition by status, rule) as others,"
                + " row_number() over (partition by status, rule order by email) as place from recipient " + from
                + ") first_ones join recipient r on r.id = first_ones.id where first_ones.place <= ?"
                + " order by first_ones.others desc, r.status, r.rule, r.email")) {
            select.setLong(1, blastId);
            select.setInt(2, SHOWN);
            Map<Key, Group> groups = new LinkedHashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ReportRow one = ReportRow.read(row);
                    int count = row.getInt("others");
                    groups.computeIfAbsent(
                                    new Key(one.status(), one.rule()),
                                    key -> new Group(key.status, key.rule, count, new ArrayList<>()))
                            .rows()
                            .add(one);
                }
            }
            return List.copyOf(groups.values());
        }
    }

    private record Key(RecipientStatus status, @Nullable String rule) {}
}
