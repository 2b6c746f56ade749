package org.tidings.blast;

import org.jspecify.annotations.Nullable;

/**
 * Which blasts of the account are listed.
 *
 * @param subject part of the subject in any case; empty for all
 * @param author the staff member who wrote it; null for all
 * @param purpose null for both
 */
public record BlastFilter(
        String subject, @Nullable Long author, @Nullable Purpose purpose) {

    public static final BlastFilter ALL = new BlastFilter("", null, null);

    public boolean isAll() {
        return equals(ALL);
    }
}
