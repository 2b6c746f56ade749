package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.diagnosis.EnhancedStatus;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;

/** Delivery reports with the fields of RFC 3464. Action and Status are trusted over prose. */
final class DeliveryStatusParser {

    private DeliveryStatusParser() {}

    static Optional<ParseResult> of(InboundMessage letter) {
        List<DeliveryStatus> statuses = fields(letter)
                .flatMap(text -> DeliveryStatus.parse(text).stream())
                .limit(DeliveryStatus.MOST_RECIPIENTS)
                .toList();
        if (statuses.isEmpty()) {
            return Optional.empty();
        }
        List<NoticeRecipient> recipients = statuses.stream()
                .map(status -> recipient(status, letter, statuses.size() == 1))
                .toList();
        List<NoticeRecipient> found = recipients.stream().anyMatch(DeliveryStatusParser::unclear)
                ? helpedByProse(recipients, letter)
                : recipients;
        return Optional.of(ParseResult.of(found, letter));
    }

    private static Stream<String> fields(InboundMessage letter) {
        if (!letter.statuses().isEmpty() || !letter.fromMailServer()) {
            return letter.statuses().stream();
        }
        // A mail filter on the way has flattened the parts into text
        return Stream.of(letter.prose().words(), letter.prose().returned())
                .filter(DeliveryStatus::standsIn)
                .limit(1);
    }

    private static NoticeRecipient recipient(DeliveryStatus status, InboundMessage letter, boolean alone) {
        Optional<String> address = status.address()
                .or(() -> only(NoticeAddress.all(letter.returnedHeaders().get("To"))));
        String action = action(status);
        Reply reply =
                isBeforeRecipient(status, letter, alone) ? QuotedReply.beforeRecipient(status.reply()) : status.reply();
        return new NoticeRecipient(address, action, reply, NoticeOutcome.diagnose(action, reply));
    }

    /** Only prose tells at which step a server refused. What names the recipient is about the recipient. */
    private static boolean isBeforeRecipient(DeliveryStatus status, InboundMessage letter, boolean alone) {
        if (names(status, status.address())) {
            return false;
        }
        String words = letter.prose().words();
        return isAboutSender(status, letter)
                || QuotedReply.isBeforeRecipient(
                        alone
                                ? words
                                : status.address()
                                        .map(named -> about(named, words))
                                        .orElse(""));
    }

    /** The paragraph that names the address. */
    private static String about(String address, String words) {
        Matcher place = ignoringCase(address).matcher(words);
        return place.find() ? words.substring(place.start()).split("\\n[ \\t]{0,100}\\n", 2)[0] : "";
    }

    /** Exim's callback and others say "user unknown", too, of the sender. */
    private static boolean isAboutSender(DeliveryStatus status, InboundMessage letter) {
        Headers returned = letter.returnedHeaders();
        return names(status, NoticeAddress.in(letter.headers().get("To")))
                || names(status, NoticeAddress.in(returned.get("From")))
                || names(status, NoticeAddress.in(returned.get("Return-Path")));
    }

    /** But not as "message from ...", which is said of any. */
    private static boolean names(DeliveryStatus status, Optional<String> address) {
        return address.filter(named -> Pattern.compile(
                                "(?<!\\bfrom[ =:<]{1,4})" + Pattern.quote(named), Pattern.CASE_INSENSITIVE)
                        .matcher(status.diagnostic())
                        .find())
                .isPresent();
    }

    private static Pattern ignoringCase(String address) {
        return Pattern.compile(Pattern.quote(address), Pattern.CASE_INSENSITIVE);
    }

    /** Some servers put nothing but "5.0.0" into the fields, and the reason into the words. */
    private static List<NoticeRecipient> helpedByProse(List<NoticeRecipient> recipients, InboundMessage letter) {
        List<NoticeRecipient> mentioned = NoticeTextParser.recipients(letter);
        return recipients.stream()
                .map(recipient -> unclear(recipient)
                        ? mentioned.stream()
                                .filter(other -> !unclear(other))
                                .filter(other ->
                                        recipients.size() == 1 || sameAddress(other.address(), recipient.address()))
                                .findFirst()
                                .map(other -> inTheWordsOf(other, recipient))
                                .orElse(recipient)
                        : recipient)
                .toList();
    }

    private static NoticeRecipient inTheWordsOf(NoticeRecipient prose, NoticeRecipient fields) {
        Reply said = prose.reply();
        Reply reply =
                said.status() == null ? new Reply(said.code(), fields.reply().status(), said.text()) : said;
        return new NoticeRecipient(
                fields.address(), fields.action(), reply, NoticeOutcome.diagnose(fields.action(), reply));
    }

    private static boolean unclear(NoticeRecipient recipient) {
        return recipient.diagnosis().verdict() == Verdict.UNKNOWN;
    }

    /** The field, or what the status says where the field is missing or unheard of. */
    private static String action(DeliveryStatus status) {
        return switch (status.action()) {
            case "failed", "delayed", "delivered", "relayed", "expanded" -> status.action();
            case "deliverable" -> "delivered";
            case "failure", "fail", "undeliverable", "error" -> "failed";
            default -> byStatus(status);
        };
    }

    private static String byStatus(DeliveryStatus status) {
        EnhancedStatus known = status.status();
        return known == null || known.category() == 5 ? "failed" : known.category() == 4 ? "delayed" : "delivered";
    }

    private static Optional<String> only(List<String> addresses) {
        return addresses.size() == 1 ? Optional.of(addresses.get(0)) : Optional.empty();
    }

    private static boolean sameAddress(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && one.get().equalsIgnoreCase(other.get());
    }
}
