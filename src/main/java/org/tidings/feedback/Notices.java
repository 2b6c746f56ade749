package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The notices that came back, as evidence. Staff may read them; they outlive the report. */
@ApplicationScoped
public class Notices {

    /** Notices of one address that are kept of each kind, and shown. */
    private static final int MOST = 50;

    private final Transactions transactions;

    Notices(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One piece of evidence.
     *
     * @param sentence what it means in plain words, null where nothing was understood
     * @param sourceId that of its event
     * @param raw the notice as it came, each octet a character: a message or a provider's JSON; empty where the reader may not see it
     */
    public record Evidence(
            Instant receivedAt,
            FeedbackEvent.Kind kind,
            @Nullable String sentence,
            @Nullable String code,
            String sourceId,
            String raw) {}

    /**
     * All evidence about an address, at most {@link #MOST}, the newest of those that were understood first, by {@code feedback_notice_ix_address}. Check before that the address is the
     * account's.
     *
     * @param author whose blasts the reader may see, since a notice quotes the message; null for everybody's
     */
    public List<Evidence> of(long addressId, @Nullable Long author) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select n.received_at, n.kind, n.sentence, n.code, n.source_id,"
                            + " if(? is null or b.created_by = ?, n.raw, '') as raw from feedback_notice n"
                            + " left join recipient r on r.id = n.recipient_id left join blast b on b.id = r.blast_id"
                            + " where n.address_id = ? order by n.kind = 'UNCLEAR', n.received_at desc limit "
                            + MOST)) {
                select.setObject(1, author);
                select.setObject(2, author);
                select.setLong(3, addressId);
                List<Evidence> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Evidence(
                                Objects.requireNonNull(Utc.read(row, "received_at")),
                                FeedbackEvent.Kind.valueOf(row.getString("kind")),
                                row.getString("sentence"),
                                row.getString("code"),
                                row.getString("source_id"),
                                new String(row.getBytes("raw"), StandardCharsets.ISO_8859_1)));
                    }
                }
                return found;
            }
        });
    }

    /** Which of these sources are known, by {@code feedback_notice_uq_source_id}. */
    static Set<String> known(Connection connection, Collection<String> sourceIds) throws SQLException {
        Set<String> known = new HashSet<>();
        InList list = new InList(sourceIds);
        try (PreparedStatement select = connection.prepareStatement(
                "select source_id from feedback_notice where source_id in " + list.marks())) {
            list.bind(select, 1);
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
    static void keep(
            Connection connection, List<FeedbackEvent> evidence, Map<Long, Long> accounts, Set<Long> recipients)
            throws SQLException {
        if (evidence.isEmpty()) {
            return;
        }
        List<FeedbackEvent> kept =
                evidence.stream().filter(surplus(connection, evidence).negate()).toList();
        try (PreparedStatement insert =
                connection.prepareStatement("insert ignore into feedback_notice (account_id, address_id, recipient_id,"
                        + " received_at, kind, sentence, code, source_id, raw) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (FeedbackEvent news : kept) {
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
                insert.setBytes(9, news.raw().getBytes(StandardCharsets.ISO_8859_1));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Whether so many of a kind are kept of an address that a further one need not be: whoever has a return path of ours may write to it without
     * end. By {@code feedback_notice_ix_address}.
     */
    private static Predicate<FeedbackEvent> surplus(Connection connection, List<FeedbackEvent> evidence)
            throws SQLException {
        InList list = new InList(
                evidence.stream().map(news -> news.subject().addressId()).collect(Collectors.toSet()));
        Set<String> full = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select address_id, kind from feedback_notice where address_id in "
                        + list.marks() + " group by address_id, kind having count(*) >= " + MOST)) {
            list.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    full.add(row.getLong("address_id") + row.getString("kind"));
                }
            }
        }
        return news -> full.contains(news.subject().addressId() + news.kind().name());
    }
}
