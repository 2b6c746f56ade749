package org.tidings.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.RecipientStatus;

/**
 * One recipient as reports and downloads show it.
 *
 * @param name first and last name as far as they are known; may be empty
 * @param family the custom field of that name; null where nobody gave one
 * @param reason why it is where it is, in plain words
 * @param rule the rule that said so
 * @param code enhanced status code (RFC 3463) or the bare reply code
 * @param nextAttemptAt when it is tried again; null when it is not
 */
public record ReportRow(
        long id,
        String email,
        String name,
        @Nullable String family,
        RecipientStatus status,
        @Nullable String reason,
        @Nullable String rule,
        @Nullable String code,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant openedAt,
        @Nullable Instant clickedAt,
        @Nullable Instant bouncedAt,
        Instant lastActivityAt,
        int opens,
        int clicks,
        boolean complaint,
        @Nullable Instant unsubscribedAt) {

    static final String COLUMNS = "r.id, r.email, concat_ws(' ', r.first_name, r.last_name) as name,"
            + " json_unquote(json_extract(r.fields, '$.family')) as family, r.status, r.reason, r.rule, r.code, r.attempts, r.due_at,"
            + " r.sent_at, r.delivered_at, r.opened_at, r.clicked_at, r.bounced_at, r.last_activity_at, r.opens, r.clicks,"
            + " r.complaint, r.unsubscribed_at";

    static ReportRow read(ResultSet row) throws SQLException {
        return new ReportRow(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name").strip(),
                row.getString("family"),
                RecipientStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("rule"),
                row.getString("code"),
                row.getInt("attempts"),
                Utc.read(row, "due_at"),
                Utc.read(row, "sent_at"),
                Utc.read(row, "delivered_at"),
                Utc.read(row, "opened_at"),
                Utc.read(row, "clicked_at"),
                Utc.read(row, "bounced_at"),
                Objects.requireNonNull(Utc.read(row, "last_activity_at")),
                row.getInt("opens"),
                row.getInt("clicks"),
                row.getBoolean("complaint"),
                Utc.read(row, "unsubscribed_at"));
    }

    public boolean unsubscribed() {
        return unsubscribedAt != null;
    }

    /** Refused for now and waiting for another attempt. */
    public boolean isRetried() {
        return status == RecipientStatus.SENT && attempts > 0 && nextAttemptAt != null;
    }
}
