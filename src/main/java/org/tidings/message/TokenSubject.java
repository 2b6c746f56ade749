package org.tidings.message;

/**
 * Whom a token speaks of. The address outlives the recipient, so that an unsubscribe works when the report is gone.
 *
 * @param recipientId internal id of the recipient, 0 or more
 * @param addressId internal id of the address, 0 or more
 */
public record TokenSubject(long recipientId, long addressId) {
    public TokenSubject {
        if (recipientId < 0 || addressId < 0) {
            throw new IllegalArgumentException("Ids in a token are never negative");
        }
    }
}
