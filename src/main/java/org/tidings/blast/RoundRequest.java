package org.tidings.blast;

import org.jspecify.annotations.Nullable;

/**
 * A request to send a blast again.
 *
 * @param number which the sender expects the round to get, so that the same request twice starts one round; 0 for the next one
 * @param days of {@link RoundReason#UNREAD}: at least so long without a sign of reading
 * @param message null for that of the blast
 */
public record RoundRequest(
        Blast blast,
        int number,
        RoundReason reason,
        int days,
        @Nullable RoundMessage message) {}
