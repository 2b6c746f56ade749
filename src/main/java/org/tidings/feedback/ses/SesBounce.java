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
 * What a bounce event means, by its type and subtype
 * (<a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounce-types">SES
 * guide</a>) and by the receiving server's own words. Pure.
 */
final class SesBounce {

    /** RFC 3463: no route to the host, bad destination system. SES calls a domain that does not exist transient. */
    private static final Pattern NO_SUCH_DOMAIN = Pattern.compile("(?<![\\d.])5\\.(?:4\\.4|1\\.2)(?![\\d.])");

    private final String type;
    private final String subType;
    private final String words;

    SesBounce(JsonNode bounce) {
        type = bounce.path("bounceType").asText();
        subType = bounce.path("bounceSubType").asText();
        words = SesEvent.nodes(bounce.path("bouncedRecipients"))
                .map(SesBounce::words)
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Status first, where the diagnostic code does not repeat it. */
    static String words(JsonNode recipient) {
        String status = recipient.path("status").asText("");
        String diagnosticCode = recipient.path("diagnosticCode").asText("").replaceFirst("^(?i)smtp;\\s*", "");
        return Stream.of(diagnosticCode.contains(status) ? "" : status, diagnosticCode)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** SES did not even try: the address is on its own or the account's list of dead and complaining ones. */
    boolean isSuppressed() {
        return type.equals("Permanent")
                && List.of("Suppressed", "OnAccountSuppressionList").contains(subType);
    }

    /** The recipient said no to Amazon's own list of subscriptions. */
    boolean isUnsubscribed() {
        return type.equals("Permanent") && subType.equals("UnsubscribedRecipient");
    }

    /** What an out-of-office message is to SES, once the message has been delivered. */
    boolean mayBeAutomaticAnswer() {
        return type.equals("Transient") && subType.equals("General") && !isNoSuchDomain();
    }

    /** No server gave a reason, as where an out-of-office message is all that came. */
    boolean isWithoutReason() {
        return Classifier.classify(Reply.parse(words)).verdict() == Verdict.UNKNOWN;
    }

    /** The provider sent a notice that SES could not understand either. */
    boolean isUnclear() {
        return !type.equals("Permanent") && !type.equals("Transient");
    }

    private boolean isNoSuchDomain() {
        return NO_SUCH_DOMAIN.matcher(words).find();
    }

    Diagnosis diagnosis() {
        Diagnosis said = Classifier.classify(Reply.parse(words), Classifier.Source.NOTICE);
        if (isUnclear()) {
            return like("");
        }
        return type.equals("Permanent") ? permanent(said) : temporary(said);
    }

    /**
     * Dead, unless the server's own words say that it refused us or that the mailbox is full: then the address is fine, whatever SES makes of
     * it. A subtype that is new to us proves nothing about the address.
     */
    private Diagnosis permanent(Diagnosis said) {
        boolean known = List.of("General", "NoEmail").contains(subType);
        boolean excused =
                !subType.equals("NoEmail") && (said.verdict() == Verdict.BLOCKED || said.verdict() == Verdict.SOFT);
        if (said.verdict() == Verdict.HARD || excused) {
            return said;
        }
        return withCodes(like(known ? "550 5.1.1" : "554 5.0.0"), said);
    }

    private Diagnosis temporary(Diagnosis said) {
        if (isNoSuchDomain()) {
            return said.verdict() == Verdict.HARD ? said : withCodes(like("550 5.1.2"), said);
        }
        if (said.verdict() == Verdict.BLOCKED || said.verdict() == Verdict.SOFT) {
            return said;
        }
        return withCodes(
                switch (subType) {
                    case "MailboxFull" -> like("452 4.2.2");
                    case "MessageTooLarge" -> like("552 5.3.4");
                    case "ContentRejected", "AttachmentRejected" -> like("554 5.6.0");
                    default -> like("451 4.0.0");
                },
                said);
    }

    /** The meaning of a reply that stands for what SES says. */
    private static Diagnosis like(String reply) {
        return Classifier.classify(Reply.parse(reply), Classifier.Source.NOTICE);
    }

    private static Diagnosis withCodes(Diagnosis meaning, Diagnosis said) {
        return new Diagnosis(
                meaning.verdict(),
                meaning.ruleId(),
                meaning.sentence(),
                meaning.nextStep(),
                meaning.permanent(),
                said.codes());
    }

    /** In a line, for experts: the server's words, or else Amazon's. */
    String detail() {
        return words.isEmpty() ? "Amazon SES: " + type + ", " + subType : words;
    }
}
