package org.tidings.contact;

import java.util.List;

/** A student's relation to a class during a period. The order is that of the codes in the database. */
public enum EnrolmentStatus {
    ENROLLED,
    WAITLISTED,
    TRIAL,
    DROPPED;

    private static final List<EnrolmentStatus> BY_CODE = List.of(values());

    /** The value in the database. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    public int code() {
        return ordinal();
    }

    /** The status with this code. */
    public static EnrolmentStatus of(int code) {
        return BY_CODE.get(code);
    }
}
