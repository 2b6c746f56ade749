package org.tidings.feedback.invalid;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an import.
 *
 * @param file the name of the file
 * @param since the time of invalidation, which identifies the import for undo
 * @param added number of newly invalid addresses
 * @param known number of addresses that were already invalid
 * @param bad number of rows without a valid address
 * @param badLines the first of these rows
 * @param problem why the import stopped early; null if it is complete
 */
record Upload(
        String file,
        Instant since,
        int added,
        int known,
        int bad,
        List<BadLine> badLines,
        @Nullable String problem) {

    /** A skipped row. */
    record BadLine(int line, String text, String problem) {}

    static Upload failed(String problem) {
        return new Upload("", Instant.EPOCH, 0, 0, 0, List.of(), problem);
    }

    public boolean isMore() {
        return bad > badLines.size();
    }
}
