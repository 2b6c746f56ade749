package org.tidings.recipient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.engagement.Actor;

/**
 * An event in the timeline of a recipient.
 *
 * @param undecided whether it is not known yet if a person caused it
 * @param unconfirmed whether that cannot be known
 * @param link position of the clicked link; null for other events
 * @param visitor the user agent, preceded by the kind of machine; empty for events without one
 * @param detail raw text for experts; null if there is none
 * @param source hash of the source id, see {@link Timeline#source}; 0 for events implied by the row of the recipient
 */
public record TimelineEvent(
        EventType type,
        Instant at,
        boolean automatic,
        boolean undecided,
        boolean unconfirmed,
        @Nullable Integer link,
        String visitor,
        @Nullable String code,
        @Nullable String detail,
        long source) {

    static TimelineEvent ofRow(EventType type, Instant at, @Nullable String code, @Nullable String detail) {
        return new TimelineEvent(type, at, false, false, false, null, "", code, detail, 0);
    }

    /** Who opened, clicked or visited; null for other events and while it is being decided. */
    public @Nullable Actor actor() {
        boolean isEngagement = type == EventType.OPENED || type == EventType.CLICKED || type == EventType.VISITED;
        if (!isEngagement || undecided) {
            return null;
        }
        return automatic ? Actor.MACHINE : unconfirmed || type == EventType.VISITED ? Actor.UNKNOWN : Actor.PERSON;
    }

    /** Detail and user agent in one text; null if both are missing. */
    public @Nullable String text() {
        if (visitor.isEmpty()) {
            return detail;
        }
        return detail == null ? visitor : detail + " · " + visitor;
    }
}
