package org.tidings.queue;

/**
 * Consecutive recipients of one blast.
 *
 * @param first number of the first recipient within its blast
 * @param last number of the last one, included
 */
public record SeqRange(int first, int last) {

    /** The number of sequence numbers in the range; some may have no recipient, or one that needs no attempt. */
    public int size() {
        return last - first + 1;
    }
}
