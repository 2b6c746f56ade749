package org.tidings.blast;

import java.util.Locale;

/** What was asked for is not possible in the state the blast is in, or someone else was quicker. */
public class BlastStateException extends RuntimeException {

    BlastStateException(Blast blast, BlastState wanted) {
        this(blast, "This blast cannot become " + wanted.name().toLowerCase(Locale.ROOT) + " from where it is now.");
    }

    BlastStateException(Blast blast, String sentence) {
        super(sentence);
    }
}
