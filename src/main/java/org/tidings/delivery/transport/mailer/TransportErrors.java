package org.tidings.delivery.transport.mailer;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.RelayErrors;

/** What a failure of the Vert.x mail client means. Pure. */
final class TransportErrors {

    private TransportErrors() {}

    /** How far the message had come, as one of the rules of {@link Outcome}. */
    static String rule(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Outcome.UNANSWERED;
        }
        if (failure instanceof ConnectionLostException broken) {
            return switch (broken.stage()) {
                case OPENING, RESETTING, LEAVING -> Outcome.NOT_BEGUN;
                case ENVELOPE, DATA, CONTENT -> Outcome.INTERRUPTED;
                case HANDED_OVER -> Outcome.UNANSWERED;
            };
        }
        boolean mayBeOfTheMessage = failure instanceof SMTPException refusal
                ? refusal.isPermanent()
                        && RelayErrors.text(refusal).startsWith("sender address not accepted") // or its size
                : !(failure instanceof IOException);
        return mayBeOfTheMessage ? Outcome.INTERRUPTED : Outcome.NOT_BEGUN;
    }

    /** For staff: what is wrong. */
    public static String sentence(Throwable failure) {
        if (failure instanceof SMTPException refusal) {
            return refusal.getReplyMessage().startsWith(SmtpSessionHandler.NO_GREETING)
                    ? RelayErrors.NO_ANSWER
                    : RelayErrors.refused(refusal.getReplyMessage());
        }
        String text = RelayErrors.text(failure);
        if (text.startsWith("STARTTLS required")) {
            return RelayErrors.NO_STARTTLS;
        }
        if (text.startsWith("dropping reply")) {
            return RelayErrors.UNASKED;
        }
        return failure instanceof TimeoutException || text.startsWith("Connection was closed")
                ? RelayErrors.NO_ANSWER
                : RelayErrors.sentence(failure);
    }
}
