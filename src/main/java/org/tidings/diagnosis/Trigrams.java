package org.tidings.diagnosis;

import java.util.BitSet;

/** The runs of three characters in a text, as far as one bit for each hash can tell: to know fast that a text lacks some words. */
final class Trigrams {

    static final int LENGTH = 3;

    private static final int LOG_BITS = 13;
    private static final int BITS = 1 << LOG_BITS;

    private final BitSet bits = new BitSet(BITS);

    Trigrams(String text) {
        for (int i = 0; i + LENGTH <= text.length(); i++) {
            bits.set(hash(text, i));
        }
    }

    /** False only if the text does not contain the words. */
    boolean mayContain(int[] hashes) {
        for (int hash : hashes) {
            if (!bits.get(hash)) {
                return false;
            }
        }
        return true;
    }

    static int[] hashes(String words) {
        int[] hashes = new int[words.length() - LENGTH + 1];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(words, i);
        }
        return hashes;
    }

    private static int hash(String text, int at) {
        int sum = (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
        return (sum * 0x9E3779B1) >>> (Integer.SIZE - LOG_BITS);
    }
}
