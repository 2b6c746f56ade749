package org.tidings.report;

/** The orders in which recipients are listed. */
public enum RecipientSort {
    /** By email address. */
    ADDRESS("r.email >", "r.email", "r.email <", "r.email desc"),
    /** What happened last comes first. */
    ACTIVITY(
            "r.last_activity_at <= ? and (r.last_activity_at < ? or r.id <",
            "r.last_activity_at desc, r.id desc",
            "r.last_activity_at >= ? and (r.last_activity_at > ? or r.id >",
            "r.last_activity_at, r.id");

    private final String after;
    private final String order;
    private final String before;
    private final String reversed;

    RecipientSort(String after, String order, String before, String reversed) {
        this.after = after;
        this.order = order;
        this.before = before;
        this.reversed = reversed;
    }

    String order(boolean back) {
        return back ? reversed : order;
    }

    /** The condition that begins a page, with its parameters as {@link #ADDRESS} and {@link #ACTIVITY} need them. */
    String condition(boolean back) {
        return (back ? before : after) + (this == ADDRESS ? " ?" : " ?)");
    }
}
