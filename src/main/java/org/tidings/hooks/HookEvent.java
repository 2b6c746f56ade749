package org.tidings.hooks;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tidings.blast.BlastMoved;
import org.tidings.recipient.EventType;

/** What a webhook can be told. The types are part of the API and must not change; the order of the constants is stored. */
public enum HookEvent {
    BLAST_STARTED("blast.started", "A blast starts", Topic.BLASTS),
    BLAST_PAUSED("blast.paused", "A blast is paused", Topic.BLASTS),
    BLAST_COMPLETED("blast.completed", "A blast is completed", Topic.BLASTS),
    BLAST_CANCELLED("blast.cancelled", "A blast is cancelled", Topic.BLASTS),
    RECIPIENT_DELIVERED("recipient.delivered", "A message is delivered", Topic.RECIPIENTS),
    RECIPIENT_OPENED("recipient.opened", "A person opens a message", Topic.RECIPIENTS),
    RECIPIENT_CLICKED("recipient.clicked", "A person clicks a link", Topic.RECIPIENTS),
    RECIPIENT_BOUNCED("recipient.bounced", "A message bounces", Topic.RECIPIENTS),
    RECIPIENT_COMPLAINED("recipient.complained", "A person marks a message as spam", Topic.RECIPIENTS),
    RECIPIENT_UNSUBSCRIBED("recipient.unsubscribed", "A person unsubscribes by a message", Topic.RECIPIENTS),
    ADDRESS_INVALID("address.invalid", "An address becomes invalid", Topic.ADDRESSES),
    ADDRESS_RELEASED("address.released", "An invalid address is released", Topic.ADDRESSES),
    /** Sent to one webhook on request, whatever it is subscribed to. */
    TEST("webhook.test", "Test event", Topic.NONE);

    /** What an event is about. */
    public enum Topic {
        BLASTS("Blasts"),
        RECIPIENTS("Recipients"),
        ADDRESSES("Addresses"),
        NONE("");

        private final String title;

        Topic(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** The events of this topic, in order. */
        public Set<HookEvent> events() {
            Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
            Arrays.stream(HookEvent.values())
                    .filter(event -> event.topic == this)
                    .forEach(events::add);
            return events;
        }
    }

    private static final HookEvent[] ALL = values();

    private final String type;
    private final String words;
    private final Topic topic;

    HookEvent(String type, String words, Topic topic) {
        this.type = type;
        this.words = words;
        this.topic = topic;
    }

    /** The {@code type} in the message, such as {@code blast.started}. */
    public String type() {
        return type;
    }

    public String words() {
        return words;
    }

    /** The value stored in the database; never reorder the constants. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    int code() {
        return ordinal();
    }

    static HookEvent of(int code) {
        return ALL[code];
    }

    long bit() {
        return 1L << code();
    }

    /** Those that can be subscribed to. */
    public static Set<HookEvent> subscribable() {
        return EnumSet.complementOf(EnumSet.of(TEST));
    }

    /** One that can be subscribed to. */
    public static Optional<HookEvent> ofType(String type) {
        return subscribable().stream().filter(event -> event.type.equals(type)).findFirst();
    }

    static long bits(Collection<HookEvent> events) {
        return events.stream().mapToLong(HookEvent::bit).reduce(0, (a, b) -> a | b);
    }

    static Set<HookEvent> ofBits(long bits) {
        Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
        Arrays.stream(ALL).filter(event -> (bits & event.bit()) != 0).forEach(events::add);
        return events;
    }

    static HookEvent of(BlastMoved.Step step) {
        return switch (step) {
            case STARTED -> BLAST_STARTED;
            case PAUSED -> BLAST_PAUSED;
            case COMPLETED -> BLAST_COMPLETED;
            case CANCELLED -> BLAST_CANCELLED;
        };
    }

    /** Empty for what nobody can subscribe to. */
    static Optional<HookEvent> of(EventType type) {
        return Optional.ofNullable(
                switch (type) {
                    case DELIVERED -> RECIPIENT_DELIVERED;
                    case OPENED -> RECIPIENT_OPENED;
                    case CLICKED -> RECIPIENT_CLICKED;
                    case BOUNCED -> RECIPIENT_BOUNCED;
                    case COMPLAINED -> RECIPIENT_COMPLAINED;
                    case UNSUBSCRIBED -> RECIPIENT_UNSUBSCRIBED;
                    default -> null;
                });
    }
}
