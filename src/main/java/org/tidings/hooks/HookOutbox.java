package org.tidings.hooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tidings.contact.AddressesErased;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Stores messages for the webhooks that are subscribed to them, in the transaction of what they tell. */
@ApplicationScoped
class HookOutbox {

    /** A message that is there already is the same event, recorded again after a conflict or a lost acknowledgement. */
    private static final MultiRow INSERT = new MultiRow(
            "insert ignore into webhook_delivery (account_id, webhook_id, message_id, event, email, body, created_at, expires_at, due_at)"
                    + " values",
            9,
            "");

    private final Subscriptions subscriptions;
    private final ObjectMapper json;
    private final Clock clock;

    HookOutbox(Subscriptions subscriptions, ObjectMapper json, Clock clock) {
        this.subscriptions = subscriptions;
        this.json = json;
        this.clock = clock;
    }

    private record Row(long webhookId, HookMessage message, String body) {}

    void add(Connection connection, List<HookMessage> messages) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (HookMessage message : messages) {
            List<Subscriptions.Subscription> told = subscriptions.to(message.accountId(), message.event());
            if (!told.isEmpty()) {
                String body = message.body(json);
                told.forEach(subscription -> rows.add(new Row(subscription.webhookId(), message, body)));
            }
        }
        insert(connection, rows);
    }

    /** Stores a message for one webhook, whatever it is subscribed to. */
    void add(Connection connection, long webhookId, HookMessage message) throws SQLException {
        insert(connection, List.of(new Row(webhookId, message, message.body(json))));
    }

    private void insert(Connection connection, List<Row> rows) throws SQLException {
        Instant now = clock.instant();
        INSERT.execute(connection, rows, (insert, first, row) -> {
            int i = first;
            insert.setLong(i++, row.message().accountId());
            insert.setLong(i++, row.webhookId());
            insert.setString(i++, row.message().id());
            insert.setInt(i++, row.message().event().code());
            insert.setString(i++, row.message().email());
            insert.setString(i++, row.body());
            insert.setObject(i++, Utc.of(row.message().at()));
            insert.setObject(i++, Utc.of(now.plus(HookRetries.PATIENCE)));
            insert.setObject(i++, Utc.of(now));
            return i;
        });
    }

    Instant now() {
        return clock.instant();
    }

    /** Deletes what names erased people. Uses {@code webhook_delivery_ix_email}. */
    void forget(@Observes AddressesErased erased) throws SQLException {
        try (PreparedStatement delete = erased.connection()
                .prepareStatement("delete from webhook_delivery where account_id = ? and email = ?")) {
            for (String email : erased.emails()) {
                delete.setLong(1, erased.accountId());
                delete.setString(2, email);
                delete.executeUpdate();
            }
        }
    }
}
