package org.tidings.contact;

/** What a consent is about. The order is that of the codes in the database. */
public enum ConsentKind {
    /** News and offers. */
    MARKETING,
    /** Notices about classes, such as a cancelled lesson. */
    SERVICE,
    /** Recording opens and clicks. */
    TRACKING;

    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    /** The kind of mail that a blast is. */
    public static ConsentKind ofMail(boolean marketing) {
        return marketing ? MARKETING : SERVICE;
    }
}
