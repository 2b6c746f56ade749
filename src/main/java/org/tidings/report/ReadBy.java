package org.tidings.report;

import java.util.Locale;
import org.tidings.recipient.Marks;

/** Who opened a message or followed a link, as far as it is known. */
enum ReadBy {
    PERSON,
    /** A person or a machine. */
    UNCONFIRMED,
    MACHINE,
    /** The recipient does not permit tracking, so it cannot be known. */
    UNTRACKED,
    NOBODY;

    /** The strongest evidence. */
    static ReadBy of(boolean byPerson, Marks marks, boolean untracked) {
        if (byPerson) {
            return PERSON;
        }
        if (marks.isUnconfirmed()) {
            return UNCONFIRMED;
        }
        if (marks.isAutomatic()) {
            return MACHINE;
        }
        return untracked ? UNTRACKED : NOBODY;
    }

    /** For programs; empty for nobody. */
    String word() {
        return this == NOBODY ? "" : name().toLowerCase(Locale.ROOT);
    }
}
