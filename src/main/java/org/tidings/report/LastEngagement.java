package org.tidings.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last open and click of a recipient.
 *
 * @param openedAt the time of the last open
 * @param clicked the label of the link that was clicked last
 */
public record LastEngagement(
        @Nullable Instant openedAt, @Nullable String clicked) {

    public static final LastEngagement NONE = new LastEngagement(null, null);
}
