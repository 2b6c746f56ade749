package org.tidings.recipient;

/** What can happen to a recipient. The names appear in the API and stay. */
public enum EventType {
    /** The next hop took the message, and delivery is still to be confirmed. */
    ACCEPTED,
    /** The message is in the mailbox, by what the mail transport counts as delivered. */
    DELIVERED,
    /** A temporary refusal; another attempt follows. */
    DEFERRED,
    /** The address is dead: a hard bounce. */
    BOUNCED,
    /** Refused because of the sender or the content; says nothing about the address. */
    BLOCKED,
    /** The allowed number of attempts is used up. */
    GAVE_UP,
    /** The message could not be made or handed over. */
    FAILED,
    /** The blast was cancelled before this message left. */
    CANCELLED,
    /** Found to be invalid when the message was about to leave. */
    LEFT_OUT_INVALID,
    /** Found to be unsubscribed when the message was about to leave. */
    LEFT_OUT_UNSUBSCRIBED,
    OPENED,
    CLICKED,
    COMPLAINED,
    /** Took it out of the junk folder again: the complaint is withdrawn. */
    NOT_SPAM,
    UNSUBSCRIBED,
    /** Came to the unsubscribe page or the view in a browser; evidence of scanners, and no news about the status. */
    VISITED,
    /** An out-of-office message or the like: kept, and no news about the address. */
    AUTO_REPLIED,
    /** A message came back whose meaning nobody knows: kept for a person to read, and no news about the status. */
    UNCLEAR,
    /** The address was mistyped: the message goes to the one that was meant, or this is that one. */
    CORRECTED;

    private static final EventType[] ALL = values();

    /** What the database stores; never reorder the constants. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    public int code() {
        return ordinal();
    }

    public static EventType of(int code) {
        return ALL[code];
    }
}
