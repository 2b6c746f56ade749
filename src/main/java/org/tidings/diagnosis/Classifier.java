package org.tidings.diagnosis;

/**
 * From a server's answer to its meaning. The rules stand in {@link Rules}, first match wins.
 *
 * <p>Whatever is not understood stays {@link Verdict#UNKNOWN}: a customer is never cut off by a guess.
 */
public final class Classifier {

    /** Where the answer was met. */
    public enum Source {
        /** Said to us by the server we sent to. */
        CONVERSATION,
        /** Quoted in a notice that came back later: said to another server, or by it. */
        NOTICE
    }

    private Classifier() {}

    /** Diagnoses the answer to our own attempt. */
    public static Diagnosis classify(Reply reply) {
        return classify(reply, Source.CONVERSATION);
    }

    /** Diagnoses an answer; connection trouble between two other servers is not our transport's. */
    public static Diagnosis classify(Reply reply, Source source) {
        Clues clues = Clues.in(reply);
        Rule rule = Rules.TABLE.stream()
                .filter(candidate -> candidate.decides(clues))
                .findFirst()
                .orElse(Rules.LAST);
        Meaning meaning = rule.meaning();
        if (source == Source.NOTICE && meaning.verdict == Verdict.TRANSPORT) {
            meaning = reply.permanent() ? Meaning.RELAY_DENIED : Meaning.BUSY;
        }
        return new Diagnosis(
                meaning.verdict, rule.id(), meaning.sentence, meaning.nextStep, reply.permanent(), reply.codes());
    }
}
