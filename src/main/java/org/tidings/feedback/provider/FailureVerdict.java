package org.tidings.feedback.provider;

import java.util.regex.Pattern;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;

/**
 * Judges a failure that a provider reports, by its classification together with the reply of the receiving server. The reply is read by the rules
 * for our own bounces; the classification counts where the reply says nothing.
 */
public final class FailureVerdict {

    /** RFC 3463: no route to the host, bad destination system. Several providers report a non-existent domain as transient. */
    private static final Pattern NO_SUCH_DOMAIN = Pattern.compile("(?<![\\d.])5\\.(?:4\\.4|1\\.2)(?![\\d.])");

    private FailureVerdict() {}

    /** How sure a provider is that the address is dead. */
    public enum Certainty {
        /** It says that the mailbox does not exist. */
        NO_MAILBOX,
        /** It says that the failure is permanent. */
        PERMANENT,
        /** It gives a type of failure that we do not know, or none: proves nothing about the address. */
        UNKNOWN
    }

    /**
     * A hard bounce, unless the reply says that the server blocked the message or that the mailbox is full: then the address is valid whatever the
     * provider says.
     */
    public static Diagnosis permanent(String reply, Certainty certainty) {
        Diagnosis classified = classify(reply);
        boolean isNamed = certainty == Certainty.NO_MAILBOX;
        boolean excused = !isNamed && classified.excusesAddress();
        boolean contradictory = !isNamed && classified.suspectsAddress() && classified.isUnderstood();
        if (classified.verdict() == Verdict.HARD || excused || contradictory) {
            return classified;
        }
        return withCodes(classify(certainty == Certainty.UNKNOWN ? "554 5.0.0" : "550 5.1.1"), classified);
    }

    /**
     * Given up for a reason that may pass. A non-existent domain is a hard bounce.
     *
     * @param usual the SMTP reply that is equivalent to the classification of the provider
     */
    public static Diagnosis temporary(String reply, String usual) {
        Diagnosis classified = classify(reply);
        if (isNoSuchDomain(reply)) {
            return classified.verdict() == Verdict.HARD ? classified : withCodes(classify("550 5.1.2"), classified);
        }
        return classified.excusesAddress() ? classified : withCodes(classify(usual), classified);
    }

    /**
     * Given up, in the words of the provider because of the sender or the content, or for a reason that may pass. A reply that says that the
     * address is dead contradicts this, and makes the address suspected.
     */
    static Diagnosis doubtful(String reply, String usual) {
        Diagnosis classified = classify(reply);
        if (isNoSuchDomain(reply)) {
            return temporary(reply, usual);
        }
        if (classified.suspectsAddress() && classified.isUnderstood()) {
            return classified;
        }
        return classified.verdict() == Verdict.HARD
                ? withCodes(Classifier.givenUp(), classified)
                : temporary(reply, usual);
    }

    /** The provider keeps trying: always temporary, regardless of the reply. */
    public static Diagnosis delay(String reply, String usual) {
        Diagnosis classified = classify(reply);
        return classified.worthRetrying() && classified.verdict() != Verdict.UNKNOWN ? classified : classify(usual);
    }

    /** Whether the reply says that the domain does not exist. */
    public static boolean isNoSuchDomain(String reply) {
        return NO_SUCH_DOMAIN.matcher(reply).find();
    }

    private static Diagnosis classify(String reply) {
        return Classifier.classify(Reply.parse(reply), Classifier.Source.NOTICE);
    }

    private static Diagnosis withCodes(Diagnosis meaning, Diagnosis classified) {
        return new Diagnosis(
                meaning.verdict(),
                meaning.ruleId(),
                meaning.sentence(),
                meaning.nextStep(),
                meaning.permanent(),
                classified.codes());
    }
}
