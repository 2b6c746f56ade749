package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Events whose time to be decided has come, and the evidence. */
@ApplicationScoped
public class UndecidedEvents {

    private final Transactions transactions;
    private final Clock clock;

    UndecidedEvents(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * One to decide.
     *
     * @param acceptedAt when the message was accepted; null when that is not known yet
     */
    public record Case(UndecidedEvent undecided, @Nullable Instant acceptedAt) {}

    /**
     * A fetch of one of the message's addresses.
     *
     * @param link null for the message's own pages; then {@code detail} tells them apart
     */
    public record Fetch(
            Instant at, @Nullable Integer link, @Nullable String detail) {}

    /** By {@code recipient_event_ix_settle}, oldest first. */
    public List<Case> due(int limit) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select e.id, e.recipient_id, e.type, e.at, e.link, e.detail,"
                            + " r.sent_at from recipient_event e join recipient r on r.id = e.recipient_id"
                            + " where e.settle_at <= ? order by e.settle_at limit ?")) {
                select.setObject(1, Utc.of(clock.instant()));
                select.setInt(2, limit);
                List<Case> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Case(read(row), Utc.read(row, "sent_at")));
                    }
                }
                return found;
            }
        });
    }

    private static UndecidedEvent read(ResultSet row) throws SQLException {
        NewEvent event = NewEvent.of(
                        row.getLong("recipient_id"),
                        EventType.valueOf(row.getString("type")),
                        Objects.requireNonNull(Utc.read(row, "at")))
                .withDetail(row.getString("detail"));
        int link = row.getInt("link");
        return new UndecidedEvent(row.getLong("id"), row.wasNull() ? event : event.withLink(link));
    }

    /** What else of the message was fetched, by {@code recipient_event_ix_recipient}. */
    public List<Fetch> fetches(long recipientId, Instant from, Instant to) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select at, link, detail from recipient_event"
                    + " where recipient_id = ? and at between ? and ? and type in ('CLICKED', 'VISITED') limit 200")) {
                select.setLong(1, recipientId);
                select.setObject(2, Utc.of(from));
                select.setObject(3, Utc.of(to));
                List<Fetch> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Fetch(
                                Objects.requireNonNull(Utc.read(row, "at")),
                                row.getObject("link", Integer.class),
                                row.getString("detail")));
                    }
                }
                return found;
            }
        });
    }
}
