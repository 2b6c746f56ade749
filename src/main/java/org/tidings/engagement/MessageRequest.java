package org.tidings.engagement;

import java.time.Instant;
import org.tidings.engagement.TrackingRequest.Kind;

/**
 * A recorded request for a URL of one recipient's message.
 *
 * @param what the URL: the position of the link or the name of the page
 * @param program the user agent, preceded by the kind of machine if it is automatic
 * @param counted whether it is not known to be automatic or unconfirmed
 */
public record MessageRequest(Instant at, Kind kind, String what, String program, boolean counted) {

    boolean isOpen() {
        return kind == Kind.OPEN;
    }

    boolean isClick() {
        return kind == Kind.CLICK;
    }
}
