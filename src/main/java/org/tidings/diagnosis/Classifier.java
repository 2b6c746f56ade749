package org.tidings.diagnosis;

import java.util.Set;

/**
 * From a server's answer to its meaning. The rules stand in {@link Rules}, first match wins.
 *
 * <p>Whatever is not understood stays {@link Verdict#UNKNOWN}: a customer is never cut off by a guess.
 */
public final class Classifier {

    private static final Reply NO_REPLY = new Reply(0, null, "");

    /** Where the answer was met. */
    public enum Source {
        /** Said to us by the server we sent to. */
        CONVERSATION,
        /** Quoted in a notice that came back later and says that the message was given up: said to another server, or by it. */
        NOTICE,
        /** Quoted in a notice that says that another server goes on trying. Never a bounce. */
        DELAY
    }

    private Classifier() {}

    /** Diagnoses the answer to our own attempt. */
    public static Diagnosis classify(Reply reply) {
        return classify(reply, Source.CONVERSATION);
    }

    /** Diagnoses an answer; connection trouble between two other servers is not our transport's. */
    public static Diagnosis classify(Reply reply, Source source) {
        // A notice that quotes no code is about a failure all the same
        boolean given = reply.code() != 0 || reply.status() != null;
        Clues clues = Clues.in(reply, source != Source.CONVERSATION, source == Source.NOTICE && !given);
        Rule rule = Rules.TABLE.stream()
                .filter(candidate -> candidate.decides(clues))
                .findFirst()
                .orElse(Rules.LAST);
        Meaning meaning = rule.meaning();
        if (source != Source.CONVERSATION && meaning.verdict == Verdict.TRANSPORT) {
            meaning = reply.permanent() ? Meaning.RELAY_DENIED : Meaning.BUSY;
        }
        if (source == Source.DELAY && (meaning.verdict == Verdict.HARD || meaning.verdict == Verdict.UNKNOWN)) {
            return diagnosis(Rules.DELAYED, reply);
        }
        return new Diagnosis(
                meaning.verdict, rule.id(), meaning.sentence, meaning.nextStep, reply.permanent(), reply.codes());
    }

    /** The recipient called the message junk (RFC 5965). */
    public static Diagnosis complaint() {
        return diagnosis(Rules.COMPLAINT, NO_REPLY);
    }

    /** An automatic answer (RFC 3834): says nothing about the address but that somebody has it. */
    public static Diagnosis autoReply() {
        return diagnosis(Rules.AUTO_REPLY, NO_REPLY);
    }

    /** A notice reports that the message arrived. */
    public static Diagnosis delivered() {
        return diagnosis(Rules.DELIVERED, NO_REPLY);
    }

    /** Something came back of which we can make nothing. */
    public static Diagnosis notUnderstood() {
        return diagnosis(Rules.LAST, NO_REPLY);
    }

    /** The ids of the rules whose verdict is {@link Verdict#BLOCKED}, for those who look at many recipients at once. */
    public static Set<String> blockingRules() {
        return Rules.ofBlocking();
    }

    private static Diagnosis diagnosis(Rule rule, Reply reply) {
        Meaning meaning = rule.meaning();
        return new Diagnosis(meaning.verdict, rule.id(), meaning.sentence, meaning.nextStep, false, reply.codes());
    }
}
