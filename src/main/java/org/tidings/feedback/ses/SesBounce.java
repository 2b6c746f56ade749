package org.tidings.feedback.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;

/**
 * Interprets a bounce event by its type and subtype
 * (<a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounce-types">SES
 * guide</a>) and by the response of the receiving server.
 */
final class SesBounce {

    /** RFC 3463: no route to the host, bad destination system. SES reports a non-existent domain as transient. */
    private static final Pattern NO_SUCH_DOMAIN = Pattern.compile("(?<![\\d.])5\\.(?:4\\.4|1\\.2)(?![\\d.])");

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
        return type.equals("Transient") && subType.equals("General") && !isNoSuchDomain();
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

    private boolean isNoSuchDomain() {
        return NO_SUCH_DOMAIN.matcher(words).find();
    }

    Diagnosis diagnosis() {
        Diagnosis classified = Classifier.classify(Reply.parse(words), Classifier.Source.NOTICE);
        if (isUnclear()) {
            return Classifier.notUnderstood();
        }
        return type.equals("Permanent") ? permanent(classified) : temporary(classified);
    }

    /**
     * A hard bounce, unless the server's response says that it blocked the message or that the mailbox is full: then the address is valid
     * regardless of the bounce type. An unknown subtype proves nothing about the address.
     */
    private Diagnosis permanent(Diagnosis classified) {
        boolean known = List.of("General", "NoEmail").contains(subType);
        boolean excused = !subType.equals("NoEmail")
                && (classified.verdict() == Verdict.BLOCKED || classified.verdict() == Verdict.SOFT);
        boolean contradictory = classified.suspectsAddress() && classified.isUnderstood() && !subType.equals("NoEmail");
        if (classified.verdict() == Verdict.HARD || excused || contradictory) {
            return classified;
        }
        return withCodes(like(known ? "550 5.1.1" : "554 5.0.0"), classified);
    }

    private Diagnosis temporary(Diagnosis classified) {
        if (isNoSuchDomain()) {
            return classified.verdict() == Verdict.HARD ? classified : withCodes(like("550 5.1.2"), classified);
        }
        if (classified.verdict() == Verdict.BLOCKED || classified.verdict() == Verdict.SOFT) {
            return classified;
        }
        return withCodes(
                switch (subType) {
                    case "MailboxFull" -> like("452 4.2.2");
                    case "MessageTooLarge" -> like("552 5.3.4");
                    case "ContentRejected", "AttachmentRejected" -> like("554 5.6.0");
                    default -> like("451 4.0.0");
                },
                classified);
    }

    /** Classifies an SMTP reply that is equivalent to the SES bounce. */
    private static Diagnosis like(String reply) {
        return Classifier.classify(Reply.parse(reply), Classifier.Source.NOTICE);
    }

    private static Diagnosis withCodes(Diagnosis meaning, Diagnosis classified) {
        return new Diagnosis(
                meaning.verdict(),
                meaning.ruleId(),
                meaning.sentence(),
                meaning.nextStep(),
                meaning.permanent(),
                classified.codes());
    }

    /** One line for experts: the response of the server, otherwise the SES bounce type. */
    String detail() {
        return words.isEmpty() ? "Amazon SES: " + type + ", " + subType : words;
    }
}
