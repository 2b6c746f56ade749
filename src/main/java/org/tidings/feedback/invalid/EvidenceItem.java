package org.tidings.feedback.invalid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that speaks against an address.
 *
 * @param said what it means, in plain words
 * @param readable its own words; empty where there are none
 * @param raw as it came; null where {@code readable} is all there is
 */
record EvidenceItem(
        Instant at,
        String said,
        @Nullable String code,
        String readable,
        @Nullable String raw) {}
