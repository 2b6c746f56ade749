package org.tidings.blast;

import java.util.Locale;

/** The change is not possible in the current state of the blast, which someone else may have changed. */
public class BlastStateException extends RuntimeException {

    BlastStateException(Blast blast, BlastState wanted) {
        this(blast, "This blast cannot become " + wanted.name().toLowerCase(Locale.ROOT) + " from where it is now.");
    }

    BlastStateException(Blast blast, String sentence) {
        super(sentence);
    }
}
