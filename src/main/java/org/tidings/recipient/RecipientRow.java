package org.tidings.recipient;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/** A recipient row that the {@link Ledger} has locked. Applies events by the status rules. */
final class RecipientRow {

    /** The columns that events change. */
    static final String CHANGING =
            "status, reason_key, reason, code, attempts, next_attempt_at, sent_at, delivered_at, opened_at, clicked_at,"
                    + " bounced_at, unsubscribed_at, last_activity_at, opens, clicks, complaint, marks";

    static final String COLUMNS = "blast_id, seq, address_id, email, " + CHANGING;

    final RecipientKey key;
    final @Nullable Long addressId;
    final String email;
    RecipientStatus status;
    int reasonKey;

    @Nullable
    String reason;

    @Nullable
    String code;

    int attempts;

    @Nullable
    Instant nextAttemptAt;

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

    @Nullable
    Instant unsubscribedAt;

    Instant lastActivityAt;
    int opens;
    int clicks;
    boolean complaint;
    Marks marks;
    private boolean changed;

    RecipientRow(ResultSet row) throws SQLException {
        key = new RecipientKey(row.getLong("blast_id"), row.getInt("seq"));
        addressId = row.getObject("address_id", Long.class);
        email = row.getString("email");
        status = RecipientStatus.of(row.getInt("status"));
        reasonKey = row.getInt("reason_key");
        reason = row.getString("reason");
        code = row.getString("code");
        attempts = row.getInt("attempts");
        nextAttemptAt = Utc.readUnlessNever(row, "next_attempt_at");
        sentAt = Utc.readUnlessNever(row, "sent_at");
        deliveredAt = Utc.readUnlessNever(row, "delivered_at");
        openedAt = Utc.readUnlessNever(row, "opened_at");
        clickedAt = Utc.readUnlessNever(row, "clicked_at");
        bouncedAt = Utc.readUnlessNever(row, "bounced_at");
        unsubscribedAt = Utc.readUnlessNever(row, "unsubscribed_at");
        lastActivityAt = Objects.requireNonNull(Utc.read(row, "last_activity_at"));
        opens = row.getInt("opens");
        clicks = row.getInt("clicks");
        complaint = row.getBoolean("complaint");
        marks = new Marks(row.getInt("marks"));
    }

    /** Whether it still waits for its first attempt. */
    boolean isWaiting() {
        return status == RecipientStatus.SENT && attempts == 0;
    }

    /** Whether the row must be written back. */
    boolean isChanged() {
        return changed;
    }

    /** Whether the outcome of this attempt is already recorded. */
    boolean knows(NewEvent event) {
        return event.attempt() > 0 && event.attempt() <= attempts;
    }

    /** @param eventReasonKey number of the rule of the event in the {@link Dictionary}; 0 if it has none */
    void apply(NewEvent event, int eventReasonKey) {
        if (event.attempt() > 0) {
            changed = true;
            attempts = event.attempt();
            nextAttemptAt = null;
        }
        if (!event.counts()) {
            Marks before = marks;
            marks = marks.with(event);
            changed |= !marks.equals(before);
            return;
        }
        changed = true;
        RecipientStatus before = status;
        status = status.after(event.type());
        recordTimes(event);
        explain(event, eventReasonKey, before);
        nextAttemptAt = status == RecipientStatus.SENT && event.retryAt() != null ? event.retryAt() : nextAttemptAt;
        if (status != RecipientStatus.SENT) {
            nextAttemptAt = null;
        }
        if (event.at().isAfter(lastActivityAt)) {
            lastActivityAt = event.at();
        }
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
     * The latest reason counts, and success clears it. Events after a final status appear in the timeline only. The reason of a bounce of an
     * opened message is kept when the message is also clicked.
     */
    private void explain(NewEvent event, int eventReasonKey, RecipientStatus before) {
        boolean moved = status != before;
        if (event.reason() != null && (moved || isDetailWorthShowing(event))) {
            reason = event.reason();
            reasonKey = eventReasonKey;
            code = event.code();
        } else if (before == RecipientStatus.SENT && (moved || event.type() == EventType.ACCEPTED)) {
            reason = null;
            reasonKey = 0;
            code = null;
        }
    }

    private boolean isDetailWorthShowing(NewEvent event) {
        return switch (event.type()) {
            case DEFERRED -> status == RecipientStatus.SENT;
            case BOUNCED, BLOCKED, GAVE_UP, FAILED, SUSPECTED ->
                status == RecipientStatus.OPEN || status == RecipientStatus.CLICK;
            case CORRECTED -> true;
            default -> false;
        };
    }

    private static Instant first(@Nullable Instant known, Instant at) {
        return known == null || at.isBefore(known) ? at : known;
    }

    /**
     * Binds key, address and {@link #CHANGING}, in this order, starting at parameter {@code first}.
     *
     * @return the index after the last parameter
     */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int i = first;
        statement.setLong(i++, key.blastId());
        statement.setInt(i++, key.seq());
        statement.setString(i++, email);
        statement.setInt(i++, status.code());
        statement.setInt(i++, reasonKey);
        statement.setString(i++, reason);
        statement.setString(i++, code);
        statement.setInt(i++, attempts);
        statement.setObject(i++, Utc.orNever(nextAttemptAt));
        statement.setObject(i++, Utc.orNever(sentAt));
        statement.setObject(i++, Utc.orNever(deliveredAt));
        statement.setObject(i++, Utc.orNever(openedAt));
        statement.setObject(i++, Utc.orNever(clickedAt));
        statement.setObject(i++, Utc.orNever(bouncedAt));
        statement.setObject(i++, Utc.orNever(unsubscribedAt));
        statement.setObject(i++, Utc.of(lastActivityAt));
        statement.setInt(i++, opens);
        statement.setInt(i++, clicks);
        statement.setBoolean(i++, complaint);
        statement.setInt(i++, marks.bits());
        return i;
    }
}
