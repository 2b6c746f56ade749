package org.tidings.report;

import org.jspecify.annotations.Nullable;

/**
 * A recipient as a page shows it.
 *
 * @param said where it is and why, in plain words
 * @param nextStep what staff can do; null where there is nothing
 */
record RecipientLine(ReportRow row, String said, @Nullable String nextStep) {

    /** The name, or the address of somebody without one. */
    String who() {
        return row.name().isEmpty() ? row.email() : row.name();
    }

    boolean hasName() {
        return !row.name().isEmpty();
    }
}
