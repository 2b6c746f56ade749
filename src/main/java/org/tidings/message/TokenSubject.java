package org.tidings.message;

/**
 * The recipient and the address that a token names. The address outlives the recipient, so that an unsubscribe works after
 * the report was deleted. Tokens that belong to no blast name something else: mail outside blasts the account and the message, a sign-up form the
 * account, its words and the second in which it was shown, a sign-up or a change of address the number of its row.
 *
 * @param blastId internal id of the blast, from 1 to {@value #MAX_BLAST_ID}; 0 in a preview
 * @param seq position of the recipient in the blast; 0 in a test message
 * @param addressId internal id of the address; 0 for none
 */
public record TokenSubject(long blastId, int seq, long addressId) {

    /** Seven bytes as a varint. A larger id would make the local part of a return path longer than 64 octets. */
    public static final long MAX_BLAST_ID = (1L << 49) - 1;

    /** The subject of a preview. */
    public static final TokenSubject NOBODY = new TokenSubject(0, 0, 0);

    /** Whether it is a recipient of a blast, not the reader of a test or a preview. */
    boolean isRecipient() {
        return seq > 0;
    }

    public TokenSubject {
        if (blastId < 0 || blastId > MAX_BLAST_ID || seq < 0 || addressId < 0) {
            throw new IllegalArgumentException("Ids in a token are never negative, and a blast's is below 2^49");
        }
    }
}
