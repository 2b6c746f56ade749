package org.tidings.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.Answer;
import org.tidings.recipient.RecipientStatus;

/** Filters recipients by what they confirmed or answered. */
public enum AnswerFilter {
    GOT_IT("Got it"),
    YES("Answered yes"),
    NO("Answered no"),
    MAYBE("Answered maybe"),
    /** Those who were mailed and have done neither. */
    NONE("No answer yet");

    /** MariaDB would evaluate {@code exists} for the whole table. */
    private static final String COUNT =
            "(select count(*) from recipient_answer a where a.blast_id = r.blast_id and a.seq = r.seq%s)";

    private final String text;

    AnswerFilter(String text) {
        this.text = text;
    }

    static AnswerFilter of(Answer answer) {
        return valueOf(answer.name());
    }

    public String text() {
        return text;
    }

    /** The column of {@code recipient_counts} with the number of these people; null if it is not counted. */
    @Nullable
    String counter() {
        return switch (this) {
            case GOT_IT -> "got_it";
            case YES, NO, MAYBE -> "answered_" + name().toLowerCase(Locale.ROOT);
            case NONE -> null;
        };
    }

    /** On an answer {@code a}. */
    String ofAnswer() {
        return switch (this) {
            case GOT_IT -> "a.got_it_at > '1970-01-01'";
            case YES, NO, MAYBE -> "a.answer = " + Answer.valueOf(name()).code();
            case NONE -> throw new IllegalStateException("Who has not answered has no row");
        };
    }

    /** On a recipient {@code r}. Uses {@code recipient_answer_pk}. */
    String ofRecipient() {
        return this == NONE
                ? "r.status <= " + RecipientStatus.CLICK.code() + " and " + COUNT.formatted("") + " = 0"
                : COUNT.formatted(" and " + ofAnswer()) + " > 0";
    }
}
