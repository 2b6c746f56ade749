package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** All events of a recipient: the stored ones, and those implied by the row of the recipient. */
@ApplicationScoped
public class Timeline {

    /** Events at the same time are sorted by type, which follows the life cycle of a message. */
    private static final Comparator<TimelineEvent> ORDER =
            Comparator.comparing(TimelineEvent::at).thenComparing(TimelineEvent::type);

    private static final String ACCEPTED = "Accepted by the next mail server";

    private final Transactions transactions;
    private final Dictionary dictionary;

    Timeline(Transactions transactions, Dictionary dictionary) {
        this.transactions = transactions;
        this.dictionary = dictionary;
    }

    /** The hash under which an event stores its source id. */
    public static long source(String sourceId) {
        return StoredEvents.hash(sourceId);
    }

    /** Oldest first. Uses {@code recipient_event_pk} and {@code recipient_pk}. */
    public List<TimelineEvent> of(RecipientKey recipient, int limit) {
        return transactions.call(connection -> {
            List<TimelineEvent> events = stored(connection, recipient, limit);
            implied(connection, recipient, events).ifPresent(events::add);
            events.sort(ORDER);
            return events;
        });
    }

    private List<TimelineEvent> stored(Connection connection, RecipientKey recipient, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.type, e.at, e.automatic, e.undecided, e.unconfirmed, e.link, e.visitor,"
                        + " e.code, concat_ws(' · ', l.url, e.detail) as detail, e.source from recipient_event e"
                        + " left join blast_link l on l.blast_id = e.blast_id and l.position = e.link"
                        + " where e.blast_id = ? and e.seq = ? order by e.at limit ?")) {
            select.setLong(1, recipient.blastId());
            select.setInt(2, recipient.seq());
            select.setInt(3, limit);
            List<TimelineEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int link = row.getInt("link");
                    String detail = row.getString("detail");
                    events.add(new TimelineEvent(
                            EventType.of(row.getInt("type")),
                            Objects.requireNonNull(Utc.read(row, "at")),
                            row.getBoolean("automatic"),
                            row.getBoolean("undecided"),
                            row.getBoolean("unconfirmed"),
                            link == StoredEvents.NO_LINK ? null : link,
                            dictionary.text(row.getInt("visitor")),
                            row.getString("code"),
                            detail == null || detail.isEmpty() ? null : detail,
                            row.getLong("source")));
                }
            }
            return events;
        }
    }

    /** The acceptance, or the reason why nothing was sent. */
    private Optional<TimelineEvent> implied(Connection connection, RecipientKey recipient, List<TimelineEvent> stored)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select status, reason_key, reason, code, attempts, sent_at, delivered_at, last_activity_at"
                        + " from recipient where blast_id = ? and seq = ?")) {
            select.setLong(1, recipient.blastId());
            select.setInt(2, recipient.seq());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Instant sentAt = Utc.readUnlessNever(row, "sent_at");
                if (sentAt != null) {
                    EventType accepted = sentAt.equals(Utc.readUnlessNever(row, "delivered_at"))
                            ? EventType.DELIVERED
                            : EventType.ACCEPTED;
                    boolean reported = stored.stream()
                            .anyMatch(event ->
                                    event.type() == accepted && event.at().equals(sentAt));
                    return reported
                            ? Optional.empty()
                            : Optional.of(TimelineEvent.ofRow(accepted, sentAt, null, ACCEPTED));
                }
                EventType leftOut =
                        leftOut(RecipientStatus.of(row.getInt("status")), dictionary.text(row.getInt("reason_key")));
                if (leftOut == null || stored.stream().anyMatch(event -> event.type() == leftOut)) {
                    return Optional.empty();
                }
                return row.getInt("attempts") > 0 && leftOut == EventType.FAILED
                        ? Optional.empty()
                        : Optional.of(TimelineEvent.ofRow(
                                leftOut,
                                Objects.requireNonNull(Utc.read(row, "last_activity_at")),
                                row.getString("code"),
                                row.getString("reason")));
            }
        }
    }

    private static @Nullable EventType leftOut(RecipientStatus status, String reasonKey) {
        return switch (status) {
            case INVALID -> EventType.LEFT_OUT_INVALID;
            case UNSUBSCRIBED -> EventType.LEFT_OUT_UNSUBSCRIBED;
            case FAILED -> reasonKey.equals(RecipientCreation.CANCELLED) ? EventType.CANCELLED : EventType.FAILED;
            default -> null;
        };
    }
}
