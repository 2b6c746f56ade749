package org.tidings.recipient;

import java.util.List;

/** Whether staff still have something to do for a message that did not arrive. The order is that of the codes in the database. */
public enum FollowUp {
    OPEN("Still to do"),
    SENT_AGAIN("Sent again"),
    CALLED("Called"),
    RELEASED("Address released");

    /** All codes, for a condition that lets a query use the columns of {@code recipient_ix_status} behind {@code done}. */
    public static final String ANY = "(0, 1, 2, 3)";

    private static final List<FollowUp> BY_CODE = List.of(values());

    private final String words;

    FollowUp(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    public int code() {
        return ordinal();
    }

    public static FollowUp of(int code) {
        return BY_CODE.get(code);
    }
}
