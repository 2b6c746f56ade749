package org.tidings.recipient;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/** A recipient locked by the {@link Ledger}: what one event after another makes of its row. Knows the rules, not the database. */
final class RecipientRow {

    static final String COLUMNS =
            "id, blast_id, address_id, email, status, reason, rule, code, attempts, due_at, claimed_by,"
                    + " sent_at, delivered_at, opened_at, clicked_at, bounced_at, last_activity_at, opens, clicks, complaint, unsubscribed_at";

    final long id;
    final long blastId;
    final @Nullable Long addressId;
    final String email;
    RecipientStatus status;

    @Nullable
    String reason;

    @Nullable
    String rule;

    @Nullable
    String code;

    int attempts;

    @Nullable
    Instant dueAt;

    @Nullable
    String claimedBy;

    @Nullable
    Instant sentAt;

    @Nullable
    Instant deliveredAt;

    @Nullable
    Instant openedAt;

    @Nullable
    Instant clickedAt;

    @Nullable
    Instant bouncedAt;

    Instant lastActivityAt;
    int opens;
    int clicks;
    boolean complaint;

    @Nullable
    Instant unsubscribedAt;

    private boolean changed;

    /** One that was just put in the queue. */
    RecipientRow(long id, long blastId, @Nullable Long addressId, String email, Instant since) {
        this.id = id;
        this.blastId = blastId;
        this.addressId = addressId;
        this.email = email;
        this.status = RecipientStatus.SENT;
        this.dueAt = since;
        this.lastActivityAt = since;
    }

    RecipientRow(ResultSet row) throws SQLException {
        id = row.getLong("id");
        blastId = row.getLong("blast_id");
        addressId = row.getObject("address_id", Long.class);
        email = row.getString("email");
        status = RecipientStatus.valueOf(row.getString("status"));
        reason = row.getString("reason");
        rule = row.getString("rule");
        code = row.getString("code");
        attempts = row.getInt("attempts");
        dueAt = Utc.read(row, "due_at");
        claimedBy = row.getString("claimed_by");
        sentAt = Utc.read(row, "sent_at");
        deliveredAt = Utc.read(row, "delivered_at");
        openedAt = Utc.read(row, "opened_at");
        clickedAt = Utc.read(row, "clicked_at");
        bouncedAt = Utc.read(row, "bounced_at");
        lastActivityAt = Objects.requireNonNull(Utc.read(row, "last_activity_at"));
        opens = row.getInt("opens");
        clicks = row.getInt("clicks");
        complaint = row.getBoolean("complaint");
        unsubscribedAt = Utc.read(row, "unsubscribed_at");
    }

    /** Whether it still waits for its first attempt. */
    boolean isWaiting() {
        return status == RecipientStatus.SENT && attempts == 0;
    }

    /** Whether it is to be written: what does not count leaves it as it was. */
    boolean isChanged() {
        return changed;
    }

    void apply(NewEvent event) {
        if (event.attempt()) {
            changed = true;
            attempts++;
            claimedBy = null;
            dueAt = null;
        }
        if (!event.counts() || (event.type() == EventType.CANCELLED && isOnTheWire(event.at()))) {
            return;
        }
        changed = true;
        RecipientStatus before = status;
        status = status.after(event.type(), false);
        recordTimes(event);
        explain(event, before);
        if (event.retryAt() != null && status == RecipientStatus.SENT) {
            dueAt = event.retryAt();
        }
        if (status != RecipientStatus.SENT) {
            dueAt = null;
            claimedBy = null;
        }
        if (event.at().isAfter(lastActivityAt)) {
            lastActivityAt = event.at();
        }
    }

    private boolean isOnTheWire(Instant now) {
        return claimedBy != null && dueAt != null && dueAt.isAfter(now);
    }

    private void recordTimes(NewEvent event) {
        Instant at = event.at();
        switch (event.type()) {
            case ACCEPTED -> sentAt = first(sentAt, at);
            case DELIVERED -> {
                sentAt = first(sentAt, at);
                deliveredAt = first(deliveredAt, at);
            }
            case OPENED -> {
                opens++;
                deliveredAt = first(deliveredAt, at);
                openedAt = first(openedAt, at);
            }
            case CLICKED -> {
                clicks++;
                deliveredAt = first(deliveredAt, at);
                openedAt = first(openedAt, at);
                clickedAt = first(clickedAt, at);
            }
            case BOUNCED -> bouncedAt = first(bouncedAt, at);
            case COMPLAINED -> complaint = true;
            case NOT_SPAM -> complaint = false;
            case UNSUBSCRIBED -> unsubscribedAt = first(unsubscribedAt, at);
            default -> {}
        }
    }

    /**
     * The newest explanation counts; success needs none. What comes after the status is final stays in the timeline only, and what a bounce
     * said of a message that was opened stays when it is also clicked.
     */
    private void explain(NewEvent event, RecipientStatus before) {
        boolean moved = status != before;
        if (event.reason() != null && (moved || isDetailWorthShowing(event))) {
            reason = event.reason();
            rule = event.rule();
            code = event.code();
        } else if (before == RecipientStatus.SENT && (moved || event.type() == EventType.ACCEPTED)) {
            reason = null;
            rule = null;
            code = null;
        }
    }

    private boolean isDetailWorthShowing(NewEvent event) {
        return switch (event.type()) {
            case DEFERRED -> status == RecipientStatus.SENT;
            case BOUNCED, BLOCKED, GAVE_UP, FAILED -> status == RecipientStatus.OPEN || status == RecipientStatus.CLICK;
            case CORRECTED -> true;
            default -> false;
        };
    }

    private static Instant first(@Nullable Instant known, Instant at) {
        return known == null || at.isBefore(known) ? at : known;
    }

    /** Binds the columns of {@link #COLUMNS}, in their order, from this parameter on, and gives the number behind the last. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int i = first;
        statement.setLong(i++, id);
        statement.setLong(i++, blastId);
        statement.setObject(i++, addressId);
        statement.setString(i++, email);
        statement.setString(i++, status.name());
        statement.setString(i++, reason);
        statement.setString(i++, rule);
        statement.setString(i++, code);
        statement.setInt(i++, attempts);
        statement.setObject(i++, Utc.ofNullable(dueAt));
        statement.setString(i++, claimedBy);
        statement.setObject(i++, Utc.ofNullable(sentAt));
        statement.setObject(i++, Utc.ofNullable(deliveredAt));
        statement.setObject(i++, Utc.ofNullable(openedAt));
        statement.setObject(i++, Utc.ofNullable(clickedAt));
        statement.setObject(i++, Utc.ofNullable(bouncedAt));
        statement.setObject(i++, Utc.ofNullable(lastActivityAt));
        statement.setInt(i++, opens);
        statement.setInt(i++, clicks);
        statement.setBoolean(i++, complaint);
        statement.setObject(i++, Utc.ofNullable(unsubscribedAt));
        return i;
    }
}
