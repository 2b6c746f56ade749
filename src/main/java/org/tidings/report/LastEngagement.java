package org.tidings.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person last did with a message.
 *
 * @param openedAt when it was opened last
 * @param clicked the words of the link that was clicked last
 */
public record LastEngagement(
        @Nullable Instant openedAt, @Nullable String clicked) {

    public static final LastEngagement NONE = new LastEngagement(null, null);
}
