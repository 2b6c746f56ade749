package org.tidings.feedback.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.feedback.provider.FailureVerdict;
import org.tidings.feedback.provider.FailureVerdict.Certainty;

/**
 * Interprets a bounce event by its type and subtype
 * (<a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounce-types">SES
 * guide</a>) and by the response of the receiving server.
 */
final class SesBounce {

    private final String type;
    private final String subType;
    private final String words;

    SesBounce(JsonNode bounce) {
        type = bounce.path("bounceType").asText();
        subType = bounce.path("bounceSubType").asText();
        words = SesEvent.nodes(bounce.path("bouncedRecipients"))
                .map(SesBounce::words)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** The diagnostic code, preceded by the status unless it contains it. */
    static String words(JsonNode recipient) {
        String status = recipient.path("status").asText("");
        String diagnosticCode = recipient.path("diagnosticCode").asText("").replaceFirst("^(?i)smtp;\\s*", "");
        return Stream.of(diagnosticCode.contains(status) ? "" : status, diagnosticCode)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** SES did not send the message: the address is on the global or the account's suppression list. */
    boolean isSuppressed() {
        return type.equals("Permanent")
                && List.of("Suppressed", "OnAccountSuppressionList").contains(subType);
    }

    /** The recipient unsubscribed through SES subscription management. */
    boolean isUnsubscribed() {
        return type.equals("Permanent") && subType.equals("UnsubscribedRecipient");
    }

    /** SES reports out-of-office messages like this, after delivery. */
    boolean mayBeAutomaticAnswer() {
        return type.equals("Transient") && subType.equals("General") && !FailureVerdict.isNoSuchDomain(words);
    }

    /** There is no server response, for example for an out-of-office message. */
    boolean isWithoutReason() {
        Diagnosis said = Classifier.classify(Reply.parse(words));
        return said.verdict() == Verdict.UNKNOWN || (said.suspectsAddress() && !said.isUnderstood());
    }

    /** SES could not interpret the notice. */
    boolean isUnclear() {
        return !type.equals("Permanent") && !type.equals("Transient");
    }

    Diagnosis diagnosis() {
        if (isUnclear()) {
            return Classifier.notUnderstood();
        }
        return type.equals("Permanent")
                ? FailureVerdict.permanent(words, certainty())
                : FailureVerdict.temporary(words, usualReply());
    }

    private Certainty certainty() {
        return switch (subType) {
            case "NoEmail" -> Certainty.NO_MAILBOX;
            case "General" -> Certainty.PERMANENT;
            default -> Certainty.UNKNOWN;
        };
    }

    private String usualReply() {
        return switch (subType) {
            case "MailboxFull" -> "452 4.2.2";
            case "MessageTooLarge" -> "552 5.3.4";
            case "ContentRejected", "AttachmentRejected" -> "554 5.6.0";
            default -> "451 4.0.0";
        };
    }

    /** One line for experts: the response of the server, otherwise the SES bounce type. */
    String detail() {
        return words.isEmpty() ? "Amazon SES: " + type + ", " + subType : words;
    }
}
