package org.tidings.recipient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a recipient.
 *
 * @param undecided whether it is not yet known to be a person's
 * @param link position of the clicked link; null for everything else
 * @param visitor who came: the user agent, with the kind of machine in front; empty for what is no visit
 * @param detail raw text for experts; null where there is none
 * @param source hash of the source id, see {@link Timeline#source}; 0 for what only the recipient's row says
 */
public record TimelineEvent(
        EventType type,
        Instant at,
        boolean automatic,
        boolean undecided,
        @Nullable Integer link,
        String visitor,
        @Nullable String code,
        @Nullable String detail,
        long source) {

    static TimelineEvent ofRow(EventType type, Instant at, @Nullable String code, @Nullable String detail) {
        return new TimelineEvent(type, at, false, false, null, "", code, detail, 0);
    }

    /** Detail and visitor in one text; null where there is neither. */
    public @Nullable String text() {
        if (visitor.isEmpty()) {
            return detail;
        }
        return detail == null ? visitor : detail + " · " + visitor;
    }
}
