package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.contact.AddressBook;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;

/** Enters a batch of news: statuses, addresses and evidence change together or not at all. */
@ApplicationScoped
class FeedbackRecorder {

    private final Transactions transactions;
    private final Ledger ledger;
    private final AddressBook addressBook;
    private final AuditTrail auditTrail;

    FeedbackRecorder(Transactions transactions, Ledger ledger, AddressBook addressBook, AuditTrail auditTrail) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.addressBook = addressBook;
        this.auditTrail = auditTrail;
    }

    void enter(List<FeedbackEvent> batch) {
        transactions.run(connection -> {
            Map<Long, Long> accounts = accounts(connection, batch);
            List<FeedbackEvent> fresh = fresh(connection, batch, accounts);
            List<NewEvent> events =
                    fresh.stream().map(FeedbackEventMapper::event).toList();
            Map<Long, Long> blasts = ledger.applyWithin(connection, events);
            Notices.keep(
                    connection,
                    fresh.stream().filter(news -> news.kind().isEvidence()).toList(),
                    accounts,
                    blasts.keySet());
            for (FeedbackEvent news : fresh) {
                changeAddress(connection, news, blasts.get(news.subject().recipientId()), accounts);
            }
        });
    }

    /** What is new, each source once. Test messages, whose tokens name no address, have nobody to tell of. */
    private static List<FeedbackEvent> fresh(Connection connection, List<FeedbackEvent> batch, Map<Long, Long> accounts)
            throws SQLException {
        Map<String, FeedbackEvent> bySource = new LinkedHashMap<>();
        for (FeedbackEvent news : batch) {
            if (accounts.containsKey(news.subject().addressId())) {
                bySource.putIfAbsent(news.sourceId(), news);
            }
        }
        if (!bySource.isEmpty()) {
            bySource.keySet().removeAll(Notices.known(connection, bySource.keySet()));
        }
        return List.copyOf(bySource.values());
    }

    /** By the primary key of {@code address}. */
    private static Map<Long, Long> accounts(Connection connection, List<FeedbackEvent> batch) throws SQLException {
        List<Long> ids = batch.stream()
                .map(news -> news.subject().addressId())
                .distinct()
                .toList();
        Map<Long, Long> accounts = new HashMap<>();
        InList list = new InList(ids);
        try (PreparedStatement select =
                connection.prepareStatement("select id, account_id from address where id in " + list.marks())) {
            list.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return accounts;
    }

    /**
     * What the Ledger does not do: an address outlives its recipients, and some news concern nothing else.
     *
     * @param blastId null when the recipient was cleared, so that the Ledger passed over it
     */
    private void changeAddress(
            Connection connection, FeedbackEvent news, @Nullable Long blastId, Map<Long, Long> accounts)
            throws SQLException {
        long addressId = news.subject().addressId();
        boolean inLedger = blastId != null;
        switch (news.kind()) {
            case SUPPRESSED -> invalidate(news, "The mail provider does not mail this address", blastId);
            case UNSUBSCRIBED -> {
                if (!inLedger) { // which knows a message that comes twice: the person may have subscribed again
                    addressBook.unsubscribe(addressId, "mail", null);
                }
            }
            case NOT_SPAM -> forgive(connection, addressId, Objects.requireNonNull(accounts.get(addressId)));
            case FAILED, COMPLAINED -> {
                if (!inLedger) {
                    changeAddressOfCleared(news, FeedbackEventMapper.event(news));
                }
            }
            default -> {}
        }
    }

    private void changeAddressOfCleared(FeedbackEvent news, NewEvent event) {
        if (event.type() == EventType.COMPLAINED) {
            invalidate(news, "Marked a message as spam", null);
        } else if (event.type() == EventType.BOUNCED && event.unproven()) {
            addressBook.suspect(
                    news.subject().addressId(), news.at(), reason(news, "Bounced"), code(news.diagnosis()), null);
        } else if (event.type() == EventType.BOUNCED) {
            invalidate(news, "Bounced", null);
        }
    }

    private void invalidate(FeedbackEvent news, String otherwise, @Nullable Long blastId) {
        addressBook.invalidate(
                news.subject().addressId(), news.at(), reason(news, otherwise), code(news.diagnosis()), blastId);
    }

    private static String reason(FeedbackEvent news, String otherwise) {
        Diagnosis diagnosis = news.diagnosis();
        return diagnosis == null ? otherwise : diagnosis.sentence();
    }

    private static @Nullable String code(@Nullable Diagnosis diagnosis) {
        return diagnosis == null ? null : diagnosis.codes();
    }

    /**
     * Releases an address that is invalid because of a complaint, and of nothing else: the evidence of the same moment tells, nothing
     * bounced since, and no other complaint stands. By {@code feedback_notice_ix_address} and {@code recipient_ix_address}.
     */
    private void forgive(Connection connection, long addressId, long accountId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select a.email, a.invalid_since from address a"
                + " join feedback_notice n on n.address_id = a.id and n.received_at = a.invalid_since"
                + " where a.id = ? and n.kind = 'COMPLAINED'"
                + " and not exists (select 1 from feedback_notice f where f.address_id = a.id"
                + " and f.kind in ('FAILED', 'SUPPRESSED') and f.received_at >= a.invalid_since)"
                + " and not exists (select 1 from recipient r where r.address_id = a.id"
                + " and (r.complaint or r.bounced_at >= a.invalid_since))")) {
            select.setLong(1, addressId);
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && addressBook.release(addressId)) {
                    auditTrail.record(
                            accountId,
                            null,
                            "address.released",
                            row.getString(1),
                            "No longer marked as spam; had complained at " + Utc.read(row, "invalid_since"));
                }
            }
        }
    }
}
