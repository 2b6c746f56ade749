package org.tidings.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * What recipients confirmed, or what they answered. It stands beside the eight counts and is no part of them.
 *
 * @param question the question of the message; null for confirmations
 * @param counts each with the filter that lists its people
 */
record AnswerSummary(@Nullable String question, List<Count> counts) {

    private static final Person NOBODY = new Person(TokenSubject.NOBODY, "", "", "", Map.of());

    /** A number of people, such as "34 of 120". */
    record Count(AnswerFilter filter, String label, String number) {}

    /** Empty if the message asks nothing. */
    static List<AnswerSummary> of(Blast blast, RecipientCounts counts) {
        Questions asked = Questions.of(blast);
        int answered = counts.answeredYes + counts.answeredNo + counts.answeredMaybe;
        boolean gotIt = asked.gotIt() || counts.gotIt > 0;
        boolean poll = asked.poll() || answered > 0;
        // an answer proves that the message arrived, also where a late bounce says otherwise
        int mailed = Math.max(
                counts.sent + counts.delivery + counts.opened + counts.clicked, Math.max(counts.gotIt, answered));
        List<AnswerSummary> all = new ArrayList<>();
        if (gotIt) {
            List<Count> confirmed = new ArrayList<>();
            confirmed.add(
                    new Count(AnswerFilter.GOT_IT, "Got it", Numbers.of(counts.gotIt) + " of " + Numbers.of(mailed)));
            if (!poll) {
                confirmed.add(none(mailed - counts.gotIt));
            }
            all.add(new AnswerSummary(null, confirmed));
        }
        if (poll) {
            List<Count> given = new ArrayList<>();
            for (Answer answer : Answer.values()) {
                given.add(new Count(AnswerFilter.of(answer), answer.word(), Numbers.of(counts.of(answer))));
            }
            if (!gotIt) {
                given.add(none(mailed - answered));
            }
            all.add(new AnswerSummary(question(asked), given));
        }
        return all;
    }

    /** Only where the message asks for one thing, because the list shows those who did neither. */
    private static Count none(int people) {
        return new Count(AnswerFilter.NONE, AnswerFilter.NONE.text(), Numbers.of(people));
    }

    private static String question(Questions asked) {
        String question = asked.question();
        return question == null ? "Answers" : new MergeTemplate(question).render(NOBODY);
    }
}
