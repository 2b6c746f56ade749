package org.tidings.recipient;

/** The events of a recipient. The names are part of the API and must not change. */
public enum EventType {
    /** The next hop accepted the message; delivery is not confirmed yet. */
    ACCEPTED,
    /** The message was delivered, as far as the mail transport can tell. */
    DELIVERED,
    /** A temporary refusal; another attempt follows. */
    DEFERRED,
    /** A hard bounce: the address is dead. */
    BOUNCED,
    /** Refused because of the sender or the content; does not change the address. */
    BLOCKED,
    /** The maximum number of attempts was reached. */
    GAVE_UP,
    /** The message could not be created or handed over. */
    FAILED,
    /** The blast was cancelled before this message was sent. */
    CANCELLED,
    /** Not sent, because the address was invalid when the message was due. */
    LEFT_OUT_INVALID,
    /** Not sent, because the address was unsubscribed when the message was due. */
    LEFT_OUT_UNSUBSCRIBED,
    OPENED,
    CLICKED,
    COMPLAINED,
    /** No longer marked as spam: withdraws the complaint. */
    NOT_SPAM,
    UNSUBSCRIBED,
    /** The unsubscribe page or the browser view was requested. Evidence for detecting scanners; does not change the status. */
    VISITED,
    /** An out-of-office message or a similar reply: stored, does not change the address. */
    AUTO_REPLIED,
    /** A returned message that no rule recognises: stored for manual review, does not change the status. */
    UNCLEAR,
    /** The address was corrected: the message was sent again to the correct address, or this recipient has the correct address. */
    CORRECTED,
    /** The message was given up, and the address may be dead. A second such event, from another blast, is a hard bounce. */
    SUSPECTED,
    /** The recipient confirmed having read the message by the button in it. */
    GOT_IT,
    /** The recipient answered the question of the message; the detail is the {@link Answer}. */
    ANSWERED;

    private static final EventType[] ALL = values();

    /** The value stored in the database; never reorder the constants. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    public int code() {
        return ordinal();
    }

    public static EventType of(int code) {
        return ALL[code];
    }
}
