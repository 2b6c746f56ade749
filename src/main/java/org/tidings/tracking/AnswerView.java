package org.tidings.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.Answer;

/**
 * What the page shows.
 *
 * @param poll whether it asks a question; otherwise it confirms reading
 * @param message null while the database is unavailable
 * @param answer the answer that was given; null if there is none
 * @param offered the answer whose button in the message was pressed; null if unknown
 * @param confirmed whether reading was confirmed
 */
record AnswerView(
        boolean poll,
        AnsweredMessage.@Nullable Found message,
        @Nullable Answer answer,
        @Nullable Answer offered,
        boolean confirmed) {

    static AnswerView of(boolean poll, AnsweredMessage.@Nullable Found message, @Nullable Answer offered) {
        return new AnswerView(
                poll,
                message,
                message == null ? null : message.known().answer(),
                offered,
                message != null && message.known().gotItAt() != null);
    }

    static AnswerView recorded(boolean poll, AnsweredMessage.@Nullable Found message, @Nullable Answer given) {
        return new AnswerView(poll, message, given, null, !poll);
    }

    /** Whether there is nothing to press for the first time, and no other answer is offered. */
    boolean isAnswered() {
        return poll ? answer != null && (offered == null || offered == answer) : confirmed;
    }

    public String title() {
        String question = message == null ? null : message.question();
        if (!poll) {
            return "Have you read this message?";
        }
        return question == null ? "Your answer" : question;
    }

    public List<Answer> answers() {
        return List.of(Answer.values());
    }

    /** Whether the button of an answer stands out. */
    public boolean isOffered(Answer other) {
        return offered == null || offered == other;
    }
}
