package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.Numbers;

/** Who joined and who left the audience of a blast between scheduling and sending. */
@ApplicationScoped
class AudienceChanges {

    private static final int NAMED = 5;

    private final Transactions transactions;

    AudienceChanges(Transactions transactions) {
        this.transactions = transactions;
    }

    /** In words; null if nobody did. Uses {@code blast_person_change_pk}. */
    @Nullable
    String since(Blast blast) {
        if (blast.audience == null || blast.launchedAt == null || blast.sendAt == null) {
            return null;
        }
        List<String> parts = transactions.call(connection -> {
            List<String> changes = new ArrayList<>();
            add(connection, blast, true, "joined", changes);
            add(connection, blast, false, "left", changes);
            return changes;
        });
        return parts.isEmpty() ? null : "After it was scheduled, " + String.join("; ", parts) + ".";
    }

    private static void add(Connection connection, Blast blast, boolean joined, String verb, List<String> parts)
            throws SQLException {
        String people = " from blast_person_change d left join contact c on c.id = d.contact_id"
                + " where d.blast_id = ? and d.joined = ?";
        int count = Integer.parseInt(texts(connection, Sql.of("select count(*)" + people, blast.key(), joined))
                .get(0));
        if (count == 0) {
            return;
        }
        List<String> names = texts(
                connection,
                Sql.of(
                        "select trim(concat(coalesce(c.first_name, 'someone'), ' ', coalesce(c.last_name, '')))"
                                + people + " order by c.last_name, c.first_name limit " + NAMED,
                        blast.key(),
                        joined));
        String more = count > names.size() ? " and " + Numbers.of(count - names.size()) + " more" : "";
        parts.add(Numbers.of(count, "person", "people") + " " + verb + " the audience (" + String.join(", ", names)
                + more + ")");
    }

    private static List<String> texts(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
