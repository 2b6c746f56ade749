package org.tidings.feedback.invalid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of evidence against an address.
 *
 * @param text the meaning in plain words
 * @param readable the readable text of the notice; empty if it has none
 * @param raw the original notice; null if {@code readable} is complete
 */
record EvidenceItem(
        Instant at,
        String text,
        @Nullable String code,
        String readable,
        @Nullable String raw) {}
