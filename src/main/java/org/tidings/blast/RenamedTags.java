package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.contact.TagRenamed;
import org.tidings.platform.database.Transactions;

/** Rules name tags as people do; when a tag gets a new name, so do the rules of segments and blasts. */
@ApplicationScoped
class RenamedTags {

    private final Transactions transactions;

    RenamedTags(Transactions transactions) {
        this.transactions = transactions;
    }

    void rename(@Observes TagRenamed tag) {
        transactions.run(connection -> {
            rewrite(connection, "segment", "rule", tag);
            rewrite(connection, "blast", "audience", tag);
        });
    }

    private record Rule(long id, String before, String after) {}

    /** Locks only the rows that name the tag; a draft that is being saved at this moment keeps what was saved. */
    private static void rewrite(Connection connection, String table, String column, TagRenamed tag)
            throws SQLException {
        List<Rule> rules = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, " + column + " from " + table + " where account_id = ? and " + column + " is not null")) {
            select.setLong(1, tag.accountId());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String rule = row.getString(2);
                    rules.add(new Rule(row.getLong(1), rule, SelectionJson.renameTag(rule, tag.name(), tag.newName())));
                }
            }
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update " + table + " set " + column + " = ? where id = ? and " + column + " = ?")) {
            for (Rule rule : rules) {
                if (!rule.after().equals(rule.before())) {
                    update.setString(1, rule.after());
                    update.setLong(2, rule.id());
                    update.setString(3, rule.before());
                    update.executeUpdate();
                }
            }
        }
    }
}
