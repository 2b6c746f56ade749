package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.diagnosis.EnhancedStatus;
import org.tidings.diagnosis.Step;

/** Delivery reports with the fields of RFC 3464. Their words come before those of the prose, and any words before the bare codes. */
final class DeliveryStatusParser {

    private DeliveryStatusParser() {}

    static Optional<ParseResult> of(InboundMessage letter) {
        List<DeliveryStatus> statuses = fields(letter)
                .flatMap(text -> DeliveryStatus.parse(text).stream())
                .limit(DeliveryStatus.MOST_RECIPIENTS)
                .distinct()
                .toList();
        if (statuses.isEmpty()) {
            return Optional.empty();
        }
        List<Format.Mention> mentions = NoticeTextParser.mentions(letter);
        List<NoticeRecipient> recipients = statuses.stream()
                .map(status -> recipient(status, letter, mentions, statuses.size() == 1))
                .toList();
        return Optional.of(ParseResult.of(recipients, letter));
    }

    private static Stream<String> fields(InboundMessage letter) {
        if (!letter.statuses().isEmpty() || !(letter.fromMailServer() || letter.isReport())) {
            return letter.statuses().stream();
        }
        // A mail filter on the way has flattened the parts into text
        return Stream.of(letter.prose().words(), letter.prose().returned())
                .filter(DeliveryStatus::standsIn)
                .limit(1);
    }

    private static NoticeRecipient recipient(
            DeliveryStatus status, InboundMessage letter, List<Format.Mention> mentions, boolean alone) {
        Optional<String> address = status.address()
                .or(() -> only(NoticeAddress.all(letter.returnedHeaders().get("To"))));
        String words = letter.prose().words();
        String said = said(address, mentions).orElseGet(() -> alone ? words : about(address.orElse(""), words));
        Step step = step(status, letter, alone ? words : said);
        Reading reading = new Reading(address, action(status), hosts(status, address), step);
        return reading.of(
                Stream.concat(Stream.of(Passage.of(status)), Stream.of(said).flatMap(Passages::about)));
    }

    private static String hosts(DeliveryStatus status, Optional<String> address) {
        return status.remote() + " " + address.map(NoticeAddress::domain).orElse("");
    }

    /** What the words say of the recipient where they name it. */
    private static Optional<String> said(Optional<String> address, List<Format.Mention> mentions) {
        return mentions.stream()
                .filter(mention ->
                        address.filter(mention.address()::equalsIgnoreCase).isPresent())
                .map(Format.Mention::words)
                .findFirst();
    }

    /** Often only prose tells at which step a server refused. What names the recipient is about the recipient. */
    private static Step step(DeliveryStatus status, InboundMessage letter, String said) {
        Step step = Step.in(said);
        if (step != Step.BEFORE_RECIPIENT && !isAboutSender(status, letter)) {
            return step;
        }
        return names(status, status.address()) ? Step.RECIPIENT : Step.BEFORE_RECIPIENT;
    }

    /** The paragraph that names the address. */
    private static String about(String address, String words) {
        if (address.isEmpty()) {
            return "";
        }
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
}
