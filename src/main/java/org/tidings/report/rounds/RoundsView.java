package org.tidings.report.rounds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a blast's rounds.
 *
 * @param whyNot why nothing can be sent again now; null if it can
 */
record RoundsView(
        String id,
        String title,
        int days,
        List<RoundOffer> offers,
        List<RoundLine> rounds,
        @Nullable String whyNot) {

    /** Whether the recipients of a round are still being written. */
    public boolean isWriting() {
        return rounds.stream().anyMatch(line -> !line.round().finished);
    }
}
