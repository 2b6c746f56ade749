package org.tidings.contact;

import java.util.List;

/** What a line of the consent history is about. The order is that of the codes in the database, and begins with those of {@link ConsentKind}. */
public enum HistoryKind {
    MARKETING,
    SERVICE,
    TRACKING,
    /** Marketing stopped for a while, or was resumed. */
    PAUSE,
    /** A topic was left or joined. */
    TOPIC;

    private static final List<HistoryKind> BY_CODE = List.of(values());

    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    static HistoryKind of(int code) {
        return BY_CODE.get(code);
    }
}
