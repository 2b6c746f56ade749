package org.tidings.report.figures;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A blast beside others of its account.
 *
 * @param messages all recipients but those left out
 * @param reached messages that arrived
 * @param read those of them that a person opened or clicked, as far as that can be known
 */
record ComparedBlast(
        String id,
        String title,
        @Nullable Instant startedAt,
        int messages,
        int reached,
        int read,
        int clicked,
        int gotIt) {

    public Share reachedShare() {
        return new Share(reached, messages);
    }

    public Share readShare() {
        return new Share(read, reached);
    }

    public Share clickedShare() {
        return new Share(clicked, reached);
    }
}
