package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.smtp.EnvelopeReply.Command;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.EnhancedStatus;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;

/** From replies and failures to outcomes. Pure. */
final class Outcomes {

    private static final Diagnosis TOO_LARGE =
            Classifier.classify(new Reply(552, new EnhancedStatus(5, 3, 4), "Message size exceeds fixed limit"));

    private static final Diagnosis NOT_ASCII = new Diagnosis(
            Verdict.BLOCKED,
            "smtputf8",
            "Our mail server does not accept addresses with letters outside ASCII",
            null,
            true,
            "");

    private Outcomes() {}

    /** The reply to the final dot. */
    static Outcome of(SmtpReply reply) {
        return reply.isPositive()
                ? Outcome.accepted(reply.text())
                : new Outcome(reply.diagnosis(), reply.toReply().line());
    }

    /** A refusal before the content. One of the sender is about the relay unless it may be about the message, for example its size. */
    static Outcome refused(Command command, SmtpReply reply) {
        Diagnosis diagnosis = reply.diagnosis();
        String text = reply.toReply().line();
        if (command != Command.MAIL || diagnosis.slowsRelay()) {
            return new Outcome(diagnosis, text);
        }
        String rule = reply.code() >= 500 ? Outcome.INTERRUPTED : Outcome.NOT_BEGUN;
        return Outcome.failed(rule, RelayErrors.refused(text), text);
    }

    /** A failure of the connection. */
    static Outcome failed(String rule, Exception failure) {
        return Outcome.failed(rule, RelayErrors.sentence(failure), RelayErrors.text(failure));
    }

    /** A failure of the connection after the content was begun. */
    static Outcome lost(boolean finalDotSent, IOException failure) {
        return failed(finalDotSent ? Outcome.UNANSWERED : Outcome.INTERRUPTED, failure);
    }

    static Outcome tooLarge(long size, long largest) {
        return new Outcome(
                TOO_LARGE, "The message has " + size + " octets, the mail server accepts " + largest + " (RFC 1870)");
    }

    static Outcome notAscii() {
        return new Outcome(NOT_ASCII, "The mail server does not announce SMTPUTF8 (RFC 6531)");
    }
}
