package org.tidings.recipient;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one recipient, on its way into the {@link Ledger}. Immutable: each method that adds something gives a copy. As
 * JSON, field by field, it waits in the {@link Spool}.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public final class NewEvent {

    private long recipientId;
    private EventType type = EventType.VISITED;
    private Instant at = Instant.EPOCH;
    private boolean automatic;
    private boolean attempt;
    private boolean unproven;
    private @Nullable String reason;
    private @Nullable String rule;
    private @Nullable String code;
    private @Nullable String detail;
    private @Nullable Integer link;
    private @Nullable Instant retryAt;
    private @Nullable String sourceId;
    private @Nullable Instant settleAt;
    private @Nullable Early early;

    private NewEvent() {}

    /**
     * An event with nothing but its type.
     *
     * @param recipientId whom it concerns; unknown or cleared recipients are passed over
     * @param at when it happened, UTC
     */
    public static NewEvent of(long recipientId, EventType type, Instant at) {
        NewEvent event = new NewEvent();
        event.recipientId = recipientId;
        event.type = type;
        event.at = at;
        return event;
    }

    /** It is the outcome of a delivery attempt, which counts as one. */
    public NewEvent asAttempt() {
        return with(event -> event.attempt = true);
    }

    /** The bounce is not understood: it counts for its blast, and makes the address invalid only when another blast meets the same. */
    public NewEvent asUnproven() {
        return with(event -> event.unproven = true);
    }

    /**
     * Why, for staff.
     *
     * @param reason plain words
     * @param rule id of the rule that said so, for grouping
     * @param code enhanced status code (RFC 3463) or the bare reply code
     */
    public NewEvent because(String reason, String rule, @Nullable String code) {
        return with(event -> {
            event.reason = shortened(reason, 500);
            event.rule = shortened(rule, 40);
            event.code = shortened(code, 20);
        });
    }

    /** Raw text for experts: the SMTP reply, the address of a link, the visitor's program. */
    public NewEvent withDetail(@Nullable String detail) {
        return with(event -> event.detail = shortened(detail, 1000));
    }

    /** When a deferred recipient is due again; without it somebody else does the trying. */
    public NewEvent retryingAt(Instant retryAt) {
        return with(event -> event.retryAt = retryAt);
    }

    /** Position of the clicked link in the blast. */
    public NewEvent withLink(int link) {
        return with(event -> event.link = link);
    }

    /** Unique name of the notice this comes from, at most 100 ASCII characters: the same one is applied once. */
    public NewEvent fromSource(String sourceId) {
        return with(event -> event.sourceId = sourceId);
    }

    /** Done by a machine, not a person: kept, and moves no status. */
    public NewEvent byMachine() {
        return with(event -> {
            event.automatic = true;
            event.settleAt = null;
            event.early = null;
        });
    }

    /** Until then it is not clear whether a person did this, and it moves no status. */
    public NewEvent undecidedUntil(Instant settleAt) {
        return with(event -> event.settleAt = settleAt);
    }

    /** What it counts as instead when it came soon after the message was accepted. */
    public NewEvent whenEarly(Early early) {
        return with(event -> event.early = early);
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
        if (early == null || (acceptedAt != null && !at.isBefore(acceptedAt.plus(early.within())))) {
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

    public long recipientId() {
        return recipientId;
    }

    public EventType type() {
        return type;
    }

    public Instant at() {
        return at;
    }

    public boolean automatic() {
        return automatic;
    }

    public boolean attempt() {
        return attempt;
    }

    public boolean unproven() {
        return unproven;
    }

    public @Nullable String reason() {
        return reason;
    }

    public @Nullable String rule() {
        return rule;
    }

    public @Nullable String code() {
        return code;
    }

    public @Nullable String detail() {
        return detail;
    }

    public @Nullable Integer link() {
        return link;
    }

    public @Nullable Instant retryAt() {
        return retryAt;
    }

    public @Nullable String sourceId() {
        return sourceId;
    }

    public @Nullable Instant settleAt() {
        return settleAt;
    }

    @Override
    public String toString() {
        return type + " of recipient " + recipientId + " at " + at;
    }

    private NewEvent with(Consumer<NewEvent> change) {
        NewEvent copy = new NewEvent();
        copy.recipientId = recipientId;
        copy.type = type;
        copy.at = at;
        copy.automatic = automatic;
        copy.attempt = attempt;
        copy.unproven = unproven;
        copy.reason = reason;
        copy.rule = rule;
        copy.code = code;
        copy.detail = detail;
        copy.link = link;
        copy.retryAt = retryAt;
        copy.sourceId = sourceId;
        copy.settleAt = settleAt;
        copy.early = early;
        change.accept(copy);
        return copy;
    }

    private static @Nullable String shortened(@Nullable String text, int limit) {
        if (text == null || text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
