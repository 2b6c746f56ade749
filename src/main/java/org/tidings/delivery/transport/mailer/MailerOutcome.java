package org.tidings.delivery.transport.mailer;

import io.vertx.ext.mail.SMTPException;
import java.util.List;
import java.util.Objects;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;

/** Turns the results of the Vert.x mail client into outcomes. Pure. */
final class MailerOutcome {

    /** Replies to these concern the recipient or the message; all others concern us and our relay. */
    private static final List<String> ABOUT_THE_MESSAGE =
            List.of("recipient address not accepted", "DATA command not accepted", "sending data failed");

    private MailerOutcome() {}

    /** The client does not give the server's words. */
    static Outcome accepted() {
        return Outcome.accepted("Accepted by the next mail server");
    }

    static Outcome of(Throwable failure) {
        if (failure instanceof SMTPException refusal) {
            Reply reply = Reply.of(refusal.getReplyCode(), refusal.getReplyMessages());
            Diagnosis diagnosis = Classifier.classify(reply);
            if (isAboutTheMessage(refusal) || diagnosis.slowsRelay()) {
                return new Outcome(diagnosis, reply.line());
            }
        }
        return Outcome.failed(
                TransportErrors.rule(failure),
                TransportErrors.sentence(failure),
                Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }

    /** The message cannot be rendered. */
    static Outcome unrendered(Throwable failure) {
        return Outcome.unrenderable(failure.toString());
    }

    private static boolean isAboutTheMessage(SMTPException refusal) {
        String words = Objects.requireNonNullElse(refusal.getMessage(), "");
        return ABOUT_THE_MESSAGE.stream().anyMatch(words::startsWith);
    }
}
