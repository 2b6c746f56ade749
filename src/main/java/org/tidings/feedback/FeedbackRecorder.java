package org.tidings.feedback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentChange;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.MailKinds;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;
import org.tidings.suppression.SuppressionList;

/** Records a batch of feedback: statuses, addresses and evidence change atomically. */
@ApplicationScoped
class FeedbackRecorder {

    private final Transactions transactions;
    private final Ledger ledger;
    private final AddressBook addressBook;
    private final SuppressionList suppressions;
    private final AuditTrail auditTrail;
    private final MailKinds kinds;

    private final Clock clock;
    private final Timer lag;

    FeedbackRecorder(
            Transactions transactions,
            Ledger ledger,
            AddressBook addressBook,
            SuppressionList suppressions,
            AuditTrail auditTrail,
            MailKinds kinds,
            MeterRegistry meters,
            Clock clock) {
        this.clock = clock;
        this.lag = Timer.builder("tidings.feedback.lag")
                .description("Time from a bounce, complaint or other event to its record")
                .register(meters);
        this.transactions = transactions;
        this.ledger = ledger;
        this.addressBook = addressBook;
        this.suppressions = suppressions;
        this.auditTrail = auditTrail;
        this.kinds = kinds;
    }

    void record(List<FeedbackEvent> batch) {
        store(batch);
        for (FeedbackEvent event : batch) {
            lag.record(Duration.between(event.at(), clock.instant()).abs());
        }
    }

    private void store(List<FeedbackEvent> batch) {
        transactions.run(connection -> {
            Map<Long, Long> accounts = accounts(connection, batch);
            List<FeedbackEvent> fresh = fresh(connection, batch, accounts);
            List<NewEvent> events =
                    fresh.stream().map(FeedbackEventMapper::event).toList();
            Set<RecipientKey> recipients = ledger.applyWithin(connection, events);
            Notices.keep(
                    connection,
                    fresh.stream()
                            .filter(feedback -> feedback.kind().isEvidence())
                            .toList(),
                    accounts,
                    recipients);
            for (FeedbackEvent feedback : fresh) {
                changeAddress(
                        connection,
                        feedback,
                        recipients.contains(feedback.recipient())
                                ? feedback.subject().blastId()
                                : null,
                        accounts);
            }
        });
    }

    /** Returns new events, each source once. Ignores test messages, whose tokens contain no address. */
    private static List<FeedbackEvent> fresh(Connection connection, List<FeedbackEvent> batch, Map<Long, Long> accounts)
            throws SQLException {
        Map<String, FeedbackEvent> bySource = new LinkedHashMap<>();
        for (FeedbackEvent feedback : batch) {
            if (accounts.containsKey(feedback.subject().addressId())) {
                bySource.putIfAbsent(feedback.sourceId(), feedback);
            }
        }
        if (!bySource.isEmpty()) {
            bySource.keySet().removeAll(Notices.known(connection, bySource.keySet()));
        }
        return List.copyOf(bySource.values());
    }

    /** Uses the primary key of {@code address}. */
    private static Map<Long, Long> accounts(Connection connection, List<FeedbackEvent> batch) throws SQLException {
        List<Long> ids = batch.stream()
                .map(feedback -> feedback.subject().addressId())
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
     * Applies the changes to the address that the Ledger does not: an address outlives its recipients, and some feedback affects only the address.
     *
     * @param blastId null if the recipient was cleared and therefore ignored by the Ledger
     */
    private void changeAddress(
            Connection connection, FeedbackEvent feedback, @Nullable Long blastId, Map<Long, Long> accounts)
            throws SQLException {
        long addressId = feedback.subject().addressId();
        boolean inLedger = blastId != null;
        switch (feedback.kind()) {
            case SUPPRESSED -> suppressions.suppressedByProvider(addressId, cause(feedback, blastId));
            case UNSUBSCRIBED -> {
                if (!inLedger) { // the Ledger detects duplicates; the person may have resubscribed in the meantime
                    addressBook.record(
                            addressId,
                            ConsentChange.refusal(kinds.of(feedback.subject().blastId()), "mail", null));
                }
            }
            case NOT_SPAM -> releaseComplaint(connection, addressId, Objects.requireNonNull(accounts.get(addressId)));
            case FAILED, COMPLAINED -> {
                if (!inLedger) {
                    changeAddressOfCleared(addressId, cause(feedback, null), FeedbackEventMapper.event(feedback));
                }
            }
            default -> {}
        }
    }

    private void changeAddressOfCleared(long addressId, SuppressionList.Cause cause, NewEvent event) {
        if (event.type() == EventType.COMPLAINED) {
            suppressions.complaint(addressId, cause);
        } else if (event.type() == EventType.SUSPECTED
                && !suppressions.isSuspected(addressId, cause.at(), cause.blastId())) {
            suppressions.suspect(addressId, cause);
        } else if (event.type() == EventType.BOUNCED || event.type() == EventType.SUSPECTED) {
            suppressions.hardBounce(addressId, cause);
        }
    }

    private static SuppressionList.Cause cause(FeedbackEvent feedback, @Nullable Long blastId) {
        Diagnosis diagnosis = feedback.diagnosis();
        return diagnosis == null
                ? new SuppressionList.Cause(feedback.at(), null, null, blastId)
                : new SuppressionList.Cause(feedback.at(), diagnosis.sentence(), diagnosis.codes(), blastId);
    }

    /**
     * Releases an address that is invalid only because of a complaint: there is a complaint notice of the same time, no bounce since, and no
     * other complaint. Uses {@code feedback_notice_ix_address} and {@code recipient_uq_address}.
     */
    private void releaseComplaint(Connection connection, long addressId, long accountId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select a.email, a.invalid_since from address a"
                + " join feedback_notice n on n.address_id = a.id and n.received_at = a.invalid_since"
                + " where a.id = ? and n.kind = 'COMPLAINED'"
                + " and not exists (select 1 from feedback_notice f where f.address_id = a.id"
                + " and f.kind in ('FAILED', 'SUPPRESSED') and f.received_at >= a.invalid_since)"
                + " and not exists (select 1 from recipient r where r.address_id = a.id"
                + " and (r.complaint or r.bounced_at >= a.invalid_since))")) {
            select.setLong(1, addressId);
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && suppressions.release(addressId)) {
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
