package org.tidings.contact;

import java.util.List;

/** What a person is in a household. The order is that of the codes in the database. */
public enum HouseholdRole {
    GUARDIAN,
    STUDENT,
    OTHER;

    private static final List<HouseholdRole> BY_CODE = List.of(values());

    /** The value in the database. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    static HouseholdRole of(int code) {
        return BY_CODE.get(code);
    }
}
