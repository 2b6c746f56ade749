package org.tidings.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.Questions;
import org.tidings.message.MergeTemplate;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.platform.web.Numbers;
import org.tidings.recipient.Answer;
import org.tidings.recipient.RecipientCounts;

/**
 * What recipients confirmed and answered. It stands beside the eight counts and is no part of them.
 *
 * @param question the question of the message; null if it has none
 * @param counts each with the filter that lists its people
 */
record AnswerSummary(@Nullable String question, List<Count> counts) {

    private static final Person NOBODY = new Person(TokenSubject.NOBODY, "", "", "", java.util.Map.of());

    /** A number of people, such as "34 of 120". */
    record Count(AnswerFilter filter, String label, String number) {}

    /** Null if the message asks nothing. */
    static @Nullable AnswerSummary of(Blast blast, RecipientCounts counts) {
        Questions asked = Questions.of(blast);
        int answered = counts.answeredYes + counts.answeredNo + counts.answeredMaybe;
        boolean gotIt = asked.gotIt() || counts.gotIt > 0;
        boolean poll = asked.poll() || answered > 0;
        if (!gotIt && !poll) {
            return null;
        }
        // an answer proves that the message arrived, also where a late bounce says otherwise
        int mailed = Math.max(
                counts.sent + counts.delivery + counts.opened + counts.clicked, Math.max(counts.gotIt, answered));
        List<Count> all = new ArrayList<>();
        if (gotIt) {
            all.add(new Count(AnswerFilter.GOT_IT, "Got it", Numbers.of(counts.gotIt) + " of " + Numbers.of(mailed)));
        }
        if (poll) {
            for (Answer answer : Answer.values()) {
                all.add(new Count(AnswerFilter.of(answer), answer.word(), Numbers.of(counts.of(answer))));
            }
        }
        if (!(gotIt && poll)) {
            all.add(new Count(
                    AnswerFilter.NONE, "No answer yet", Numbers.of(mailed - (gotIt ? counts.gotIt : answered))));
        }
        String question = asked.question();
        return new AnswerSummary(
                poll ? (question == null ? "Answers" : new MergeTemplate(question).render(NOBODY)) : null, all);
    }
}
