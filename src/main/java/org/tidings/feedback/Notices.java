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
import java.util.HashMap;
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
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.Timeline;

/** Stores received notices as evidence for staff. They outlive the report. */
@ApplicationScoped
public class Notices {

    /** Maximum number of notices of one kind that are stored and shown per address. */
    private static final int MOST = 50;

    private final Transactions transactions;

    Notices(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A notice as evidence.
     *
     * @param sentence the meaning in plain words, null if it was not understood
     * @param sourceId the source id of its event
     * @param raw the notice, decoded as ISO 8859-1: a message or the JSON of a provider; empty if the user may not see it
     */
    public record Evidence(
            Instant receivedAt,
            FeedbackEvent.Kind kind,
            @Nullable String sentence,
            @Nullable String code,
            String sourceId,
            String raw) {}

    /** Deletes the notices about these addresses in the caller's transaction. Uses {@code feedback_notice_ix_address}. */
    public void erase(Connection connection, Collection<Long> addressIds) throws SQLException {
        if (addressIds.isEmpty()) {
            return;
        }
        InList list = new InList(addressIds);
        try (PreparedStatement delete =
                connection.prepareStatement("delete from feedback_notice where address_id in " + list.marks())) {
            list.bind(delete, 1);
            delete.executeUpdate();
        }
    }

    /**
     * The evidence about an address, at most {@link #MOST} notices: understood ones first, newest first. Uses {@code feedback_notice_ix_address}.
     * The caller must check that the address belongs to the account.
     *
     * @param author the author whose blasts the user may see, because a notice quotes the message; null for all authors
     */
    public List<Evidence> of(long addressId, @Nullable Long author) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select n.received_at, n.kind, n.sentence, n.code, n.source_id,"
                            + " if(? is null or b.created_by = ?, n.raw, '') as raw from feedback_notice n"
                            + " left join blast b on b.id = n.blast_id"
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

    /**
     * The notices about one recipient, by the hash of their source id as in the timeline. Uses {@code recipient_pk} and
     * {@code feedback_notice_ix_address}.
     */
    Map<Long, String> received(RecipientKey recipient) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select n.source_id, n.raw from recipient r"
                    + " join feedback_notice n on n.address_id = r.address_id and n.blast_id = r.blast_id and n.seq = r.seq"
                    + " where r.blast_id = ? and r.seq = ? limit " + MOST)) {
                select.setLong(1, recipient.blastId());
                select.setInt(2, recipient.seq());
                Map<Long, String> received = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        received.put(
                                Timeline.source(row.getString("source_id")),
                                new String(row.getBytes("raw"), StandardCharsets.ISO_8859_1));
                    }
                }
                return received;
            }
        });
    }

    /** Returns those source ids that are already stored. Uses {@code feedback_notice_uq_source_id}. */
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
     * Stores the evidence; {@code ignore} skips notices that another node has stored since {@link #known} was called.
     *
     * @param accounts the account of each address
     * @param recipients the recipients that still exist
     */
    static void keep(
            Connection connection, List<FeedbackEvent> evidence, Map<Long, Long> accounts, Set<RecipientKey> recipients)
            throws SQLException {
        if (evidence.isEmpty()) {
            return;
        }
        List<FeedbackEvent> kept =
                evidence.stream().filter(surplus(connection, evidence).negate()).toList();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into feedback_notice (account_id, address_id, blast_id, seq,"
                        + " received_at, kind, sentence, code, source_id, raw) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (FeedbackEvent event : kept) {
                long addressId = event.subject().addressId();
                boolean exists = recipients.contains(event.recipient());
                Diagnosis diagnosis = event.diagnosis();
                insert.setObject(1, accounts.get(addressId));
                insert.setLong(2, addressId);
                insert.setObject(3, exists ? event.subject().blastId() : null);
                insert.setObject(4, exists ? event.subject().seq() : null);
                insert.setObject(5, Utc.of(event.at()));
                insert.setString(6, event.kind().name());
                insert.setString(7, diagnosis == null ? null : diagnosis.sentence());
                insert.setString(8, diagnosis == null ? null : diagnosis.codes());
                insert.setString(9, event.sourceId());
                insert.setBytes(10, event.raw().getBytes(StandardCharsets.ISO_8859_1));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Matches evidence that exceeds {@link #MOST} per kind and address: anyone who knows a return path can send any number of messages to it.
     * Uses {@code feedback_notice_ix_address}.
     */
    private static Predicate<FeedbackEvent> surplus(Connection connection, List<FeedbackEvent> evidence)
            throws SQLException {
        InList list = new InList(
                evidence.stream().map(event -> event.subject().addressId()).collect(Collectors.toSet()));
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
        return event -> full.contains(event.subject().addressId() + event.kind().name());
    }
}
