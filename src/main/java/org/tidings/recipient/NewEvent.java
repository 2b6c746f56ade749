package org.tidings.recipient;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one recipient, on its way into the {@link Ledger}.
 *
 * @param recipientId whom it concerns; unknown or cleared recipients are passed over
 * @param at when it happened, UTC
 * @param automatic done by a machine, not a person: kept, and moves no status
 * @param attempt the outcome of a delivery attempt, which counts as one
 * @param reason plain words for staff; null where there is nothing to explain
 * @param rule id of the rule that said so, for grouping
 * @param code enhanced status code (RFC 3463) or the bare reply code
 * @param detail raw text for experts: the SMTP reply, the address of a link, the visitor's program
 * @param link position of the clicked link in the blast
 * @param retryAt when a deferred recipient is due again
 * @param sourceId unique name of the notice this comes from: the same one is applied once
 * @param settleAt until then it is undecided whether a person did this, and it moves no status yet
 * @param early what it counts as instead when it came soon after the message was accepted
 */
public record NewEvent(
        long recipientId,
        EventType type,
        Instant at,
        boolean automatic,
        boolean attempt,
        @Nullable String reason,
        @Nullable String rule,
        @Nullable String code,
        @Nullable String detail,
        @Nullable Integer link,
        @Nullable Instant retryAt,
        @Nullable String sourceId,
        @Nullable Instant settleAt,
        @Nullable Early early) {

    public NewEvent {
        reason = shortened(reason, 500);
        rule = shortened(rule, 40);
        code = shortened(code, 20);
        detail = shortened(detail, 1000);
    }

    /** An event with nothing but its type; the {@code with} methods add what there is to say. */
    public static NewEvent of(long recipientId, EventType type, Instant at) {
        return new NewEvent(recipientId, type, at, false, false, null, null, null, null, null, null, null, null, null);
    }

    public NewEvent asAttempt() {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                true,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt,
                early);
    }

    public NewEvent withReason(@Nullable String reason, @Nullable String rule, @Nullable String code) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt);
    }

    public NewEvent withDetail(@Nullable String detail) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt);
    }

    public NewEvent retryingAt(Instant retryAt) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt);
    }

    public NewEvent withLink(int link) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt);
    }

    public NewEvent fromSource(String sourceId) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt);
    }

    public NewEvent byMachine() {
        return new NewEvent(
                recipientId, type, at, true, attempt, reason, rule, code, detail, link, retryAt, sourceId, null, null);
    }

    public NewEvent undecidedUntil(Instant settleAt) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt);
    }

    public NewEvent whenEarly(Early early) {
        return new NewEvent(
                recipientId,
                type,
                at,
                automatic,
                attempt,
                reason,
                rule,
                code,
                detail,
                link,
                retryAt,
                sourceId,
                settleAt,
                early);
    }

    /**
     * Another judgement for what comes within seconds of delivery, when only machines are so quick. It is made where the recipient's row is
     * at hand: in the Ledger.
     *
     * @param within how soon after acceptance; not yet accepted is soon
     * @param hold how long to wait for more evidence; null when it is a machine for certain
     * @param words which machine
     */
    public record Early(Duration within, @Nullable Duration hold, String words) {}

    /** This event in the light of when the message was accepted. */
    NewEvent judged(@Nullable Instant acceptedAt) {
        if (early == null || acceptedAt != null && !at.isBefore(acceptedAt.plus(early.within()))) {
            return this;
        }
        return early.hold() == null
                ? byMachine().withDetail(described(early.words()))
                : undecidedUntil(at.plus(early.hold()));
    }

    /** The detail with who did it in front. */
    public String described(String words) {
        return detail == null ? words : words + " · " + detail;
    }

    /** Whether this moves a status now. */
    boolean counts() {
        return !automatic && settleAt == null;
    }

    private static @Nullable String shortened(@Nullable String text, int limit) {
        if (text == null || text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
