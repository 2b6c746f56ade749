package org.tidings.recipient;

import java.util.Locale;

/**
 * The eight places of a recipient, of which it is always in exactly one, and the rules by which it moves. The rank is
 * {@code SENT < DELIVERY < OPEN < CLICK}; late and repeated events never lower it. The other four are final.
 */
public enum RecipientStatus {
    SENT,
    DELIVERY,
    OPEN,
    CLICK,
    BOUNCE,
    INVALID,
    UNSUBSCRIBED,
    FAILED;

    private static final RecipientStatus[] ALL = values();

    /** What the database stores; never reorder the constants. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    public int code() {
        return ordinal();
    }

    public static RecipientStatus of(int code) {
        return ALL[code];
    }

    /** The status after one event that was caused by a person or a server. Automatic events do not change the status. */
    public RecipientStatus after(EventType event) {
        return switch (event) {
            case DELIVERED -> raisedTo(DELIVERY);
            case OPENED -> raisedTo(OPEN);
            case CLICKED -> raisedTo(CLICK);
            // who complains has it in the mailbox
            case COMPLAINED -> raisedTo(DELIVERY);
            case BOUNCED -> isUnopened() ? BOUNCE : this;
            case BLOCKED, GAVE_UP, FAILED -> isUnopened() ? FAILED : this;
            case CANCELLED -> this == SENT ? FAILED : this;
            // a provider may tell after it took the message that it does not mail this address
            case LEFT_OUT_INVALID -> isUnopened() ? INVALID : this;
            case LEFT_OUT_UNSUBSCRIBED -> this == SENT ? UNSUBSCRIBED : this;
            case ACCEPTED, DEFERRED, NOT_SPAM, UNSUBSCRIBED, VISITED, AUTO_REPLIED, UNCLEAR, CORRECTED -> this;
        };
    }

    private RecipientStatus raisedTo(RecipientStatus rank) {
        return compareTo(CLICK) <= 0 && compareTo(rank) < 0 ? rank : this;
    }

    private boolean isUnopened() {
        return this == SENT || this == DELIVERY;
    }

    /** The word staff see: "Sent", "Delivery" ... */
    public String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
