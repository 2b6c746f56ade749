package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The notices that came back, as evidence. Staff may read them; they outlive the report. */
@ApplicationScoped
public class Notices {

    private final Transactions transactions;

    Notices(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One piece of evidence.
     *
     * @param sentence what it means in plain words, null where nothing was understood
     * @param raw the notice as it came: a message or a provider's JSON; empty where the reader may not see it
     */
    public record Evidence(
            Instant receivedAt,
            News.Kind kind,
            @Nullable String sentence,
            @Nullable String code,
            String raw) {}

    /**
     * All evidence about an address, newest first, at most 50, by {@code feedback_notice_ix_address}. Check before that the address is the
     * account's.
     *
     * @param author whose blasts the reader may see, since a notice quotes the message; null for everybody's
     */
    public List<Evidence> of(long addressId, @Nullable Long author) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select n.received_at, n.kind, n.sentence, n.code,"
                            + " if(? is null or b.created_by = ?, n.raw, '') as raw from feedback_notice n"
                            + " left join recipient r on r.id = n.recipient_id left join blast b on b.id = r.blast_id"
                            + " where n.address_id = ? order by n.received_at desc limit 50")) {
                select.setObject(1, author);
                select.setObject(2, author);
                select.setLong(3, addressId);
                List<Evidence> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Evidence(
                                Objects.requireNonNull(Utc.read(row, "received_at")),
                                News.Kind.valueOf(row.getString("kind")),
                                row.getString("sentence"),
                                row.getString("code"),
                                row.getString("raw")));
                    }
                }
                return found;
            }
        });
    }

    /** Which of these sources are known, by {@code feedback_notice_uq_source_id}. */
    static Set<String> known(Connection connection, Collection<String> sourceIds) throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select source_id from feedback_notice where source_id in (" + marks(sourceIds.size()) + ")")) {
            int i = 1;
            for (String source : sourceIds) {
                select.setString(i++, source);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.add(row.getString(1));
                }
            }
        }
        return known;
    }

    /**
     * Keeps the evidence; {@code ignore} passes over what another node has kept since {@link #known} looked.
     *
     * @param accounts by address
     * @param recipients those that still exist
     */
    static void keep(Connection connection, List<News> evidence, Map<Long, Long> accounts, Set<Long> recipients)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert ignore into feedback_notice (account_id, address_id, recipient_id,"
                        + " received_at, kind, sentence, code, source_id, raw) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (News news : evidence) {
                long addressId = news.subject().addressId();
                long recipientId = news.subject().recipientId();
                Diagnosis diagnosis = news.diagnosis();
                insert.setObject(1, accounts.get(addressId));
                insert.setLong(2, addressId);
                insert.setObject(3, recipients.contains(recipientId) ? recipientId : null);
                insert.setObject(4, Utc.of(news.at()));
                insert.setString(5, news.kind().name());
                insert.setString(6, diagnosis == null ? null : diagnosis.sentence());
                insert.setString(7, diagnosis == null ? null : diagnosis.codes());
                insert.setString(8, news.sourceId());
                insert.setString(9, news.raw());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
