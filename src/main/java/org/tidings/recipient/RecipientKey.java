package org.tidings.recipient;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Identifies a recipient.
 *
 * @param blastId internal id of the blast
 * @param seq number of the recipient within its blast, from 1
 */
public record RecipientKey(long blastId, int seq) implements Comparable<RecipientKey>, Serializable {

    private static final Comparator<RecipientKey> ORDER =
            Comparator.comparingLong(RecipientKey::blastId).thenComparingInt(RecipientKey::seq);

    /** The order of the primary key, in which rows are locked. */
    @Override
    public int compareTo(RecipientKey other) {
        return ORDER.compare(this, other);
    }
}
