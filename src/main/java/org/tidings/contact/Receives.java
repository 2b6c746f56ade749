package org.tidings.contact;

import java.util.List;

/** Which mail a person wants at one of their addresses. The order is that of the codes in the database. */
public enum Receives {
    ALL,
    /** Emergencies only, for example for a grandmother who collects a child now and then. */
    EMERGENCY;

    private static final List<Receives> BY_CODE = List.of(values());

    /** The value in the database. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    static Receives of(int code) {
        return BY_CODE.get(code);
    }
}
