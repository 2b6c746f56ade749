package org.tidings.tracking.preferences;

import java.time.Duration;
import java.time.Instant;

/**
 * A change of address that a recipient asked for.
 *
 * @param addressId the old address
 * @param email the new address
 */
record AddressChange(long id, long accountId, long addressId, String email, Instant createdAt) {

    /** How long it can be confirmed. */
    static final Duration VALID = Duration.ofDays(7);

    boolean isExpired(Instant now) {
        return createdAt.plus(VALID).isBefore(now);
    }
}
