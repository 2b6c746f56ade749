package org.tidings.recipient;

import org.tidings.contact.TrackingConsent;
import org.tidings.platform.database.Sql;

/** What became of an earlier blast, as a condition for the audience of a later one. */
public enum Outcome {
    /** Everyone who was selected, whatever became of it. */
    SELECTED("true"),
    /** In their mailbox, opened or clicked. */
    DELIVERED("status in (1, 2, 3)"),
    /** Not in their mailbox: still in the queue, bounced, not mailed or failed. Those who were left out for lack of consent are not among them. */
    NOT_DELIVERED("status in (0, 4, 5, 7)", "status in (1, 2, 3)"),
    OPENED("status in (2, 3)"),
    /** Delivered without a sign of reading, by readers who permit tracking. */
    NO_SIGN_OF_READING("status = 1 and not " + TrackingConsent.isRefused("address_id"), "status in (2, 3)"),
    /** Delivered to readers who do not permit tracking: whether they read it cannot be known. */
    CANNOT_BE_KNOWN("status = 1 and " + TrackingConsent.isRefused("address_id"), "status in (2, 3)"),
    CLICKED("status = 3"),
    /** Delivered, but no link was clicked, by readers who permit tracking. */
    NOT_CLICKED("status in (1, 2) and not " + TrackingConsent.isRefused("address_id"), "status = 3"),
    BOUNCED("status = 4");

    private final String condition;
    private final String unless;

    Outcome(String condition) {
        this(condition, "false");
    }

    /** @param unless another message to the same address for which this holds, for example one for another student */
    Outcome(String condition, String unless) {
        this.condition = condition;
        this.unless = unless;
    }

    /** A query with the column {@code address_id}. Uses {@code recipient_ix_status}. */
    public Sql addresses(long blastId) {
        String ofBlast = "select address_id from recipient where blast_id = ? and address_id is not null and ";
        return unless.equals("false")
                ? Sql.of(ofBlast + condition, blastId)
                : Sql.of(ofBlast + condition + " and address_id not in (" + ofBlast + unless + ")", blastId, blastId);
    }
}
