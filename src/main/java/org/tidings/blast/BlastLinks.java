package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.util.List;
import org.tidings.message.Link;
import org.tidings.platform.database.Transactions;

/** The tracked links of a blast, kept when it is sent, so that the report can name what was clicked. */
@ApplicationScoped
class BlastLinks {

    private static final int URL_LIMIT = 2_000;
    private static final int LABEL_LIMIT = 500;

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
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into blast_link (blast_id, position, url, label) values (?, ?, ?, ?)")) {
                for (Link link : links) {
                    insert.setLong(1, blastId);
                    insert.setInt(2, link.position());
                    insert.setString(3, cut(link.url(), URL_LIMIT));
                    insert.setString(4, cut(link.text(), LABEL_LIMIT));
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
