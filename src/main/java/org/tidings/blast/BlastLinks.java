package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.tidings.message.Link;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;

/** The tracked links of a blast, kept when it is sent, so that the report can name what was clicked. */
@ApplicationScoped
class BlastLinks {

    private static final int URL_LIMIT = 2_000;
    private static final int LABEL_LIMIT = 500;
    private static final MultiRow INSERT =
            new MultiRow("insert into blast_link (blast_id, position, url, label) values", 4, "");

    private final Transactions transactions;

    BlastLinks(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Replaces what an earlier sending left that was taken back. Part of the caller's transaction. */
    void store(long blastId, List<Link> links) {
        transactions.join(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from blast_link where blast_id = ?")) {
                delete.setLong(1, blastId);
                delete.executeUpdate();
            }
            insert(connection, blastId, links);
            return links.size();
        });
    }

    /** Adds those of another message of the blast. Part of the caller's transaction. */
    static void insert(Connection connection, long blastId, List<Link> links) throws SQLException {
        INSERT.execute(connection, links, (insert, first, link) -> {
            insert.setLong(first, blastId);
            insert.setInt(first + 1, link.position());
            insert.setString(first + 2, cut(link.url(), URL_LIMIT));
            insert.setString(first + 3, cut(link.text(), LABEL_LIMIT));
            return first + 4;
        });
    }

    /** The position that the first link of another message of the blast gets. By {@code blast_link_pk}. */
    static int next(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(max(position) + 1, 0) from blast_link where blast_id = ?")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
