package org.tidings.hooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastMoved;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.EventsRecorded;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;
import org.tidings.suppression.ValidityChanged;

/**
 * Makes messages of what other features do, in their transactions. Without a webhook in the installation it does nothing; in a batch with events
 * that somebody is subscribed to, it reads their recipients with one statement for each blast.
 */
@ApplicationScoped
class HookEvents {

    private static final String RECIPIENTS =
            "select seq, email, first_name, last_name, status, reason, code, round, delivered_at"
                    + " from recipient force index (primary) where blast_id = ? and seq in ";

    private final Subscriptions subscriptions;
    private final HookOutbox outbox;
    private final Transactions transactions;

    /** What does not change while a blast is sent. */
    private final Cache<Long, Told> blasts = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    HookEvents(Subscriptions subscriptions, HookOutbox outbox, Transactions transactions) {
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    private record Told(long accountId, String publicId, String subject) {}

    void blastMoved(@Observes BlastMoved moved) {
        if (subscriptions.areNone()) {
            return;
        }
        transactions.run(connection -> {
            Told blast = read(connection, moved.blastId()); // its subject may have changed since it was read
            HookEvent event = HookEvent.of(moved.step());
            if (blast != null && !subscriptions.to(blast.accountId(), event).isEmpty()) {
                boolean once = event == HookEvent.BLAST_STARTED; // rounds repeat the others
                Map<String, Object> data = data(blast);
                data.put("reason", moved.reason());
                outbox.add(
                        connection,
                        List.of(new HookMessage(
                                event,
                                blast.accountId(),
                                once ? blast.publicId() : blast.publicId() + " " + moved.at(),
                                moved.at(),
                                null,
                                data)));
            }
        });
    }

    void eventsRecorded(@Observes EventsRecorded recorded) throws SQLException {
        if (subscriptions.areNone()) {
            return;
        }
        Map<Long, List<NewEvent>> byBlast = new TreeMap<>();
        for (NewEvent event : recorded.counted().toList()) {
            if (isSubscribed(recorded.connection(), event)) {
                byBlast.computeIfAbsent(event.recipient().blastId(), none -> new ArrayList<>())
                        .add(event);
            }
        }
        List<HookMessage> messages = new ArrayList<>();
        for (Map.Entry<Long, List<NewEvent>> entry : byBlast.entrySet()) {
            messages.addAll(messages(recorded.connection(), entry.getKey(), entry.getValue()));
        }
        outbox.add(recorded.connection(), messages);
    }

    private boolean isSubscribed(Connection connection, NewEvent event) throws SQLException {
        Optional<HookEvent> told = HookEvent.of(event.type());
        Told blast = told.isEmpty() ? null : blast(connection, event.recipient().blastId());
        return blast != null && !subscriptions.to(blast.accountId(), told.get()).isEmpty();
    }

    private List<HookMessage> messages(Connection connection, long blastId, List<NewEvent> events) throws SQLException {
        Told blast = Objects.requireNonNull(blast(connection, blastId));
        Map<Integer, Mailed> recipients = recipients(connection, blastId, events);
        Map<Integer, String> links = links(connection, blastId, events);
        List<HookMessage> messages = new ArrayList<>();
        for (NewEvent event : events) {
            Mailed mailed = recipients.get(event.recipient().seq());
            HookEvent told = HookEvent.of(event.type()).orElseThrow();
            if (mailed != null && (told != HookEvent.RECIPIENT_DELIVERED || mailed.delivered())) {
                Map<String, Object> data = data(blast);
                data.putAll(mailed.data());
                data.put("link", event.link() == null ? null : links.get(event.link()));
                messages.add(
                        new HookMessage(told, blast.accountId(), key(blast, event), event.at(), mailed.email(), data));
            }
        }
        return messages;
    }

    /** Opens and clicks are told each time, everything else once for a recipient. */
    private static String key(Told blast, NewEvent event) {
        String recipient = blast.publicId() + " " + event.recipient().seq();
        return switch (event.type()) {
            case OPENED, CLICKED -> recipient + " " + event.at() + " " + event.link();
            default -> recipient;
        };
    }

    private static Map<String, Object> data(Told blast) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("blast", blast.publicId());
        data.put("subject", blast.subject());
        return data;
    }

    private @Nullable Told blast(Connection connection, long blastId) throws SQLException {
        Told known = blasts.getIfPresent(blastId);
        return known != null ? known : read(connection, blastId);
    }

    /** Uses {@code blast_pk}. */
    private @Nullable Told read(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select account_id, public_id, subject from blast where id = ?")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Told told = new Told(row.getLong(1), row.getString(2), row.getString(3));
                blasts.put(blastId, told);
                return told;
            }
        }
    }

    private record Mailed(String email, boolean delivered, Map<String, Object> data) {

        static Mailed of(ResultSet row) throws SQLException {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("recipient", row.getString("seq"));
            data.put("email", row.getString("email"));
            data.put("name", (row.getString("first_name") + " " + row.getString("last_name")).strip());
            data.put("round", row.getInt("round"));
            data.put("status", RecipientStatus.of(row.getInt("status")).name());
            data.put("reason", row.getString("reason"));
            data.put("code", row.getString("code"));
            return new Mailed(row.getString("email"), Utc.readUnlessNever(row, "delivered_at") != null, data);
        }
    }

    /** Uses {@code recipient_pk}. */
    private static Map<Integer, Mailed> recipients(Connection connection, long blastId, List<NewEvent> events)
            throws SQLException {
        InList seqs = new InList(events.stream()
                .map(event -> event.recipient().seq())
                .sorted()
                .distinct()
                .toList());
        Map<Integer, Mailed> found = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(RECIPIENTS + seqs.marks())) {
            select.setLong(1, blastId);
            seqs.bind(select, 2);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getInt("seq"), Mailed.of(row));
                }
            }
        }
        return found;
    }

    /** Uses {@code blast_link_pk}. */
    private static Map<Integer, String> links(Connection connection, long blastId, List<NewEvent> events)
            throws SQLException {
        List<Integer> clicked = events.stream()
                .map(NewEvent::link)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<Integer, String> found = new TreeMap<>();
        if (clicked.isEmpty()) {
            return found;
        }
        InList positions = new InList(clicked);
        try (PreparedStatement select = connection.prepareStatement(
                "select position, url from blast_link where blast_id = ? and position in " + positions.marks())) {
            select.setLong(1, blastId);
            positions.bind(select, 2);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getInt(1), row.getString(2));
                }
            }
        }
        return found;
    }

    void validityChanged(@Observes ValidityChanged change) throws SQLException {
        if (subscriptions.areNone() || change.addressIds().isEmpty()) {
            return;
        }
        HookEvent event = change.invalid() ? HookEvent.ADDRESS_INVALID : HookEvent.ADDRESS_RELEASED;
        outbox.add(change.connection(), addresses(change, event));
    }

    /** Uses {@code address_pk}. */
    private List<HookMessage> addresses(ValidityChanged change, HookEvent event) throws SQLException {
        InList ids = new InList(change.addressIds());
        Instant now = outbox.now();
        List<HookMessage> messages = new ArrayList<>();
        try (PreparedStatement select = change.connection()
                .prepareStatement("select id, account_id, email, invalid_reason, invalid_code from address where id in "
                        + ids.marks())) {
            ids.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Map<String, Object> data = new LinkedHashMap<>();
                    data.put("email", row.getString("email"));
                    data.put("reason", row.getString("invalid_reason"));
                    data.put("code", row.getString("invalid_code"));
                    String key = row.getLong("id") + " " + now;
                    messages.add(
                            new HookMessage(event, row.getLong("account_id"), key, now, row.getString("email"), data));
                }
            }
        }
        return messages;
    }
}
