package org.tidings.contact;

import java.util.List;

/** What a consent is about. The order is that of the codes in the database. */
public enum ConsentKind {
    /** News and offers. */
    MARKETING,
    /** Notices about classes, such as a cancelled lesson. */
    SERVICE,
    /** Recording opens and clicks. */
    TRACKING;

    private static final List<ConsentKind> BY_CODE = List.of(values());

    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    static ConsentKind of(int code) {
        return BY_CODE.get(code);
    }

    /** The kind of mail that a blast is. */
    public static ConsentKind ofMail(boolean marketing) {
        return marketing ? MARKETING : SERVICE;
    }
}
