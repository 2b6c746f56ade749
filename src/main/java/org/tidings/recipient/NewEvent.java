package org.tidings.recipient;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Explanation;

/**
 * An event of one recipient, to be recorded by the {@link Ledger}. Immutable: each method that adds something returns a copy. The {@link Spool}
 * stores it as JSON, field by field.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public final class NewEvent {

    private static final int LONGEST_VISITOR = Dictionary.LONGEST;

    private long blastId;
    private int seq;
    private EventType type = EventType.VISITED;
    private Instant at = Instant.EPOCH;
    private boolean automatic;
    private boolean unconfirmed;
    private int attempt;
    private @Nullable String reason;
    private @Nullable String rule;
    private @Nullable String code;
    private @Nullable String detail;
    private @Nullable String visitor;
    private @Nullable Integer link;
    private @Nullable Instant retryAt;
    private long accountId;
    private @Nullable String sourceId;
    private @Nullable Instant settleAt;
    private @Nullable Early early;
    private long network;
    private @Nullable String domain;
    private boolean limited;

    private NewEvent() {}

    /**
     * An event with only its type and time.
     *
     * @param recipient events of unknown or cleared recipients are ignored
     * @param at when it happened, UTC
     */
    public static NewEvent of(RecipientKey recipient, EventType type, Instant at) {
        NewEvent event = new NewEvent();
        event.blastId = recipient.blastId();
        event.seq = recipient.seq();
        event.type = type;
        event.at = at;
        return event;
    }

    /**
     * Marks the event as the outcome of a delivery attempt. It is applied once, even if it is submitted again.
     *
     * @param number of the attempt, from 1
     */
    public NewEvent asAttempt(int number) {
        return with(event -> event.attempt = number);
    }

    /** This suspicion as the hard bounce that it is when another blast raised one before. */
    NewEvent confirmed() {
        return with(event -> {
            event.type = EventType.BOUNCED;
            event.rule = Explanation.CONFIRMED;
            event.reason = event.reason == null ? null : Explanation.confirmation(event.reason);
        });
    }

    /**
     * Adds the reason for staff.
     *
     * @param reason plain words
     * @param rule key of the reason, for grouping
     * @param code enhanced status code (RFC 3463) or the bare reply code
     */
    public NewEvent because(String reason, String rule, @Nullable String code) {
        return with(event -> {
            event.reason = shortened(reason, 500);
            event.rule = shortened(rule, 40);
            event.code = shortened(code, 20);
        });
    }

    /** Adds raw text for experts that is specific to this event, such as the SMTP reply. */
    public NewEvent withDetail(@Nullable String detail) {
        return with(event -> event.detail = shortened(detail, 1000));
    }

    /** Removes all texts that come from a server or a program. */
    public NewEvent withoutTexts() {
        return with(event -> {
            event.reason = null;
            event.rule = null;
            event.code = null;
            event.detail = null;
            event.domain = null;
        });
    }

    /** Adds the user agent, or another text that many events share. */
    public NewEvent byVisitor(@Nullable String visitor) {
        return with(event -> event.visitor = shortened(visitor, LONGEST_VISITOR));
    }

    /** Adds the receiving domain of an attempt, if it is known without reading the row. */
    public NewEvent toDomain(String domain) {
        return with(event -> event.domain = domain);
    }

    /**
     * Adds the time of the next attempt of a deferred recipient.
     *
     * @param accountId of the blast
     */
    public NewEvent retryingAt(Instant retryAt, long accountId) {
        return with(event -> {
            event.retryAt = retryAt;
            event.accountId = accountId;
        });
    }

    /**
     * Marks the event as feedback from outside. Everybody who knows a return path can send any amount of it, so the number of stored events of
     * a recipient is limited; further ones only change the status.
     */
    public NewEvent asFeedback() {
        return with(event -> event.limited = true);
    }

    /** Adds the position of the clicked link in the blast. */
    public NewEvent withLink(int link) {
        return with(event -> event.link = link);
    }

    /** Adds the unique id of the source. Events with the same source are applied once per recipient. */
    public NewEvent fromSource(String sourceId) {
        return with(event -> event.sourceId = sourceId);
    }

    /** Marks the event as automatic: it is stored, but does not change the status. */
    public NewEvent byMachine() {
        return with(event -> {
            event.automatic = true;
            event.settleAt = null;
            event.early = null;
        });
    }

    /** Marks the event as caused by a person or a machine, which cannot be known: it is stored, but does not change the status. */
    public NewEvent byUnknown() {
        return with(event -> {
            event.unconfirmed = true;
            event.settleAt = null;
            event.early = null;
        });
    }

    /** Adds a number of the network from which the request came. It is stored only until the event is decided. */
    public NewEvent fromNetwork(long network) {
        return with(event -> event.network = network);
    }

    /** Marks the event as undecided until this time: it is stored, but does not change the status yet. */
    public NewEvent undecidedUntil(Instant settleAt) {
        return with(event -> event.settleAt = settleAt);
    }

    /** Adds the classification that depends on how closely the event follows acceptance. */
    public NewEvent whenEarly(Early early) {
        return with(event -> event.early = early);
    }

    /**
     * Another classification for events soon after delivery, when machines are likely. The Ledger applies it, because it reads the time of
     * acceptance.
     *
     * @param within maximum time after acceptance; events before acceptance are early, too
     * @param hold how long to wait for more evidence; null if it is certainly a machine
     * @param words the kind of machine
     * @param laterHold how long to wait for more evidence about events that are not early; null if they are made by a person
     */
    public record Early(
            Duration within,
            @Nullable Duration hold,
            String words,
            @Nullable Duration laterHold) {}

    /** This event, classified by the time of acceptance. */
    NewEvent judged(@Nullable Instant acceptedAt) {
        if (early == null) {
            return this;
        }
        boolean isEarly = acceptedAt == null || at.isBefore(acceptedAt.plus(early.within()));
        Duration hold = isEarly ? early.hold() : early.laterHold();
        if (hold != null) {
            return undecidedUntil(at.plus(hold));
        }
        return isEarly ? byMachine().byVisitor(described(early.words())) : this;
    }

    /** The user agent, preceded by the kind of machine. */
    public String described(String words) {
        return visitor == null ? words : words + " · " + visitor;
    }

    /** Whether this event may change the status now. */
    boolean counts() {
        return !automatic && !unconfirmed && settleAt == null;
    }

    /** Whether the next hop accepted the message in this attempt. The row of the recipient contains all of it. */
    boolean isAcceptedAttempt() {
        return attempt > 0 && (type == EventType.DELIVERED || type == EventType.ACCEPTED);
    }

    public RecipientKey recipient() {
        return new RecipientKey(blastId, seq);
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

    /** Whether it cannot be known if a person caused it. */
    public boolean unconfirmed() {
        return unconfirmed;
    }

    long network() {
        return network;
    }

    /** Number of the delivery attempt whose outcome this is; 0 for everything else. */
    public int attempt() {
        return attempt;
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

    public @Nullable String visitor() {
        return visitor;
    }

    public @Nullable Integer link() {
        return link;
    }

    public @Nullable Instant retryAt() {
        return retryAt;
    }

    @Nullable
    String domain() {
        return domain;
    }

    boolean limited() {
        return limited;
    }

    public long accountId() {
        return accountId;
    }

    public @Nullable String sourceId() {
        return sourceId;
    }

    public @Nullable Instant settleAt() {
        return settleAt;
    }

    @Override
    public String toString() {
        return type + " of recipient " + seq + " of blast " + blastId + " at " + at;
    }

    private NewEvent with(Consumer<NewEvent> change) {
        NewEvent copy = new NewEvent();
        copy.blastId = blastId;
        copy.seq = seq;
        copy.type = type;
        copy.at = at;
        copy.automatic = automatic;
        copy.unconfirmed = unconfirmed;
        copy.attempt = attempt;
        copy.reason = reason;
        copy.rule = rule;
        copy.code = code;
        copy.detail = detail;
        copy.visitor = visitor;
        copy.link = link;
        copy.retryAt = retryAt;
        copy.accountId = accountId;
        copy.sourceId = sourceId;
        copy.settleAt = settleAt;
        copy.early = early;
        copy.network = network;
        copy.domain = domain;
        copy.limited = limited;
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
