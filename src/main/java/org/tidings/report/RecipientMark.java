package org.tidings.report;

import org.tidings.recipient.Marks;

/** What may have happened to a message besides its status: the people behind a count of the report. */
public enum RecipientMark {
    COMPLAINT("r.complaint", "marked it as spam", true),
    UNSUBSCRIBED("r.unsubscribed_at > '1970-01-01'", "unsubscribed after getting it", true),
    MACHINE("(r.marks & " + Marks.AUTOMATIC + ") > 0", "opened or clicked by machines (not counted)", false),
    UNCONFIRMED("(r.marks & " + Marks.UNCONFIRMED + ") > 0", "opened or clicked, not confirmed (not counted)", false);

    private final String condition;
    private final String heading;
    private final boolean rare;

    RecipientMark(String condition, String heading, boolean rare) {
        this.condition = condition;
        this.heading = heading;
        this.rare = rare;
    }

    String condition() {
        return condition;
    }

    public String heading() {
        return heading;
    }

    /** Whether few recipients of any blast have it. */
    boolean isRare() {
        return rare;
    }
}
