package org.tidings.diagnosis;

import java.util.function.Predicate;

/** One line of the classifier's table. */
record Rule(String id, Meaning meaning, Predicate<Clues> when) {

    /**
     * Whether this rule decides. A rule that declares an address dead needs an answer that is permanent beyond doubt:
     * "450 4.1.1 unverified address" is no bounce.
     */
    boolean decides(Clues clues) {
        return when.test(clues) && (meaning.verdict != Verdict.HARD || clues.surelyPermanent());
    }
}
