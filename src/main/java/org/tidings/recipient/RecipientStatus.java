package org.tidings.recipient;

import java.util.Locale;

/**
 * The eight statuses of a recipient, and the transitions between them. The rank is {@code SENT < DELIVERY < OPEN < CLICK}; late and repeated
 * events never lower it. The other four are final.
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

    /** The value stored in the database; never reorder the constants. */
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
            // a complaint implies delivery
            case COMPLAINED -> raisedTo(DELIVERY);
            case BOUNCED -> isUnopened() ? BOUNCE : this;
            case BLOCKED, GAVE_UP, FAILED, SUSPECTED -> isUnopened() ? FAILED : this;
            case CANCELLED -> this == SENT ? FAILED : this;
            // a provider may report after acceptance that it does not send to this address
            case LEFT_OUT_INVALID -> isUnopened() ? INVALID : this;
            case LEFT_OUT_UNSUBSCRIBED -> this == SENT ? UNSUBSCRIBED : this;
            case ACCEPTED,
                    DEFERRED,
                    NOT_SPAM,
                    UNSUBSCRIBED,
                    VISITED,
                    AUTO_REPLIED,
                    UNCLEAR,
                    CORRECTED,
                    GOT_IT,
                    ANSWERED -> this;
        };
    }

    private RecipientStatus raisedTo(RecipientStatus rank) {
        return compareTo(CLICK) <= 0 && compareTo(rank) < 0 ? rank : this;
    }

    private boolean isUnopened() {
        return this == SENT || this == DELIVERY;
    }

    /** Whether the message did not reach the mailbox and never will. */
    boolean isUnreachable() {
        return this == BOUNCE || this == INVALID || this == FAILED;
    }

    /** The status as staff see it: "Sent", "Delivery" ... */
    public String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
