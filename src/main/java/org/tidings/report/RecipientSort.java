package org.tidings.report;

/** The sort orders of recipients. */
public enum RecipientSort {
    /** By email address. */
    ADDRESS(
            "r.email >= ? and (r.email > ? or r.seq > ?)",
            "r.email, r.seq",
            "r.email <= ? and (r.email < ? or r.seq < ?)",
            "r.email desc, r.seq desc"),
    /** What happened last comes first. */
    ACTIVITY(
            "r.last_activity_at <= ? and (r.last_activity_at < ? or r.seq < ?)",
            "r.last_activity_at desc, r.seq desc",
            "r.last_activity_at >= ? and (r.last_activity_at > ? or r.seq > ?)",
            "r.last_activity_at, r.seq");

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

    /** The condition that begins a page; its parameters are the value, the value and the number of the row before. */
    String condition(boolean back) {
        return back ? before : after;
    }
}
