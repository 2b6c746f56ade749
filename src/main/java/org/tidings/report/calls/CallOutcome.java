package org.tidings.report.calls;

import java.util.List;

/** What came of a phone call. The order is that of the codes in the database. */
public enum CallOutcome {
    CALLED("Called"),
    LEFT_MESSAGE("Left a message"),
    /** The home still has to be reached. */
    WRONG_NUMBER("Wrong number");

    private static final List<CallOutcome> BY_CODE = List.of(values());

    private final String words;

    CallOutcome(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether the home now knows. */
    boolean informs() {
        return this != WRONG_NUMBER;
    }

    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    static CallOutcome of(int code) {
        return BY_CODE.get(code);
    }
}
