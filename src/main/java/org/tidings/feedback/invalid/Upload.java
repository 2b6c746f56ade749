package org.tidings.feedback.invalid;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a file.
 *
 * @param file its name
 * @param since when the addresses became invalid, by which that is undone
 * @param added addresses that became invalid by it
 * @param known addresses that were invalid before
 * @param bad rows without a good address
 * @param badLines the first of them
 * @param problem why the file could not be read to its end; null when it was
 */
record Upload(
        String file,
        Instant since,
        int added,
        int known,
        int bad,
        List<BadLine> badLines,
        @Nullable String problem) {

    /** A row that was left out. */
    record BadLine(int line, String text, String problem) {}

    static Upload failed(String problem) {
        return new Upload("", Instant.EPOCH, 0, 0, 0, List.of(), problem);
    }

    public boolean isMore() {
        return bad > badLines.size();
    }
}
