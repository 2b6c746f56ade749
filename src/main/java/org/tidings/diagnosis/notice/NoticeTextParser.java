package org.tidings.diagnosis.notice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.diagnosis.Step;
import org.tidings.diagnosis.notice.Format.Mention;

/** Notices in prose, by the table of {@link Formats}. */
final class NoticeTextParser {

    /** People answer notices and pass them on; mail servers do neither. */
    private static final Pattern ANSWER = Pattern.compile("(?iu)^\\s{0,9}(?:re|aw|antw|fwd?|wg|sv|vs|tr)\\s{0,3}[:：]");

    private NoticeTextParser() {}

    static Optional<ParseResult> of(InboundMessage letter) {
        if (!looksLikeNotice(letter) && !AutoReplyParser.deniesUser(letter)) {
            return Optional.empty();
        }
        List<NoticeRecipient> recipients = recipients(letter);
        return Optional.of(ParseResult.of(recipients.isEmpty() ? List.of(nameless(letter)) : recipients, letter));
    }

    /** The notice was sent to an address that tells whom it concerns, though its words do not. */
    private static NoticeRecipient nameless(InboundMessage letter) {
        return recipient(Optional.empty(), letter.prose().words(), letter, 1);
    }

    private static String action(InboundMessage letter) {
        return Formats.DELAY.matcher(letter.prose().face()).find() ? "delayed" : "failed";
    }

    /** A person answers it or passes it on. */
    static boolean isPassedOn(InboundMessage letter) {
        return ANSWER.matcher(letter.subject()).find();
    }

    /** Words of failure or delay alone may be a person's, quoting a notice. */
    static boolean looksLikeNotice(InboundMessage letter) {
        boolean words = Formats.FAILURE.matcher(letter.prose().face()).find()
                || Formats.DELAY.matcher(letter.prose().face()).find();
        boolean subject = Formats.FAILURE.matcher(letter.subject()).find();
        return words
                && (letter.fromMailServer()
                        || (!ANSWER.matcher(letter.subject()).find()
                                && (subject || !letter.returned().isEmpty())));
    }

    /** Whom the words name, each once, with what they say of it; the returned message's recipient where they name nobody. */
    private static List<NoticeRecipient> recipients(InboundMessage letter) {
        List<Mention> mentions = mentions(letter);
        long people = mentions.stream()
                .map(mention -> mention.address().toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        Map<String, NoticeRecipient> recipients = new LinkedHashMap<>();
        for (Mention mention : mentions) {
            NoticeRecipient recipient = recipient(Optional.of(mention.address()), mention.words(), letter, people);
            boolean saidOfAll =
                    people > 1 && mention.words().equals(letter.prose().words());
            recipients.merge(
                    mention.address().toLowerCase(Locale.ROOT),
                    saidOfAll ? recipient.doubted() : recipient,
                    NoticeTextParser::clearer);
        }
        return List.copyOf(recipients.values());
    }

    static List<Mention> mentions(InboundMessage letter) {
        return Stream.<Supplier<List<Mention>>>of(
                        () -> mentions(Formats.TABLE, letter),
                        () -> named(letter, letter.headers().get("X-Failed-Recipients")),
                        () -> mentions(Formats.OTHERS, letter),
                        () -> named(letter, letter.returnedHeaders().get("To")))
                .map(Supplier::get)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** To whom the notice was sent: the sender of what failed. */
    private static String sender(InboundMessage letter) {
        return NoticeAddress.in(letter.headers().get("To")).orElse("");
    }

    private static NoticeRecipient recipient(
            Optional<String> address, String words, InboundMessage letter, long among) {
        Reading reading = new Reading(
                address, action(letter), address.map(NoticeAddress::domain).orElse(""), Step.UNKNOWN);
        return reading.of(Stream.concat(
                Passages.about(words),
                Stream.of(letter.prose()).filter(prose -> among <= 1).map(Passages::everything)));
    }

    private static NoticeRecipient clearer(NoticeRecipient one, NoticeRecipient other) {
        return !one.isUnderstood() && other.isUnderstood() ? other : one;
    }

    private static List<Mention> mentions(List<Format> formats, InboundMessage letter) {
        String sender = sender(letter);
        return formats.stream()
                .filter(format -> format.fits(letter.prose()))
                .map(format -> format.read(letter.prose()).stream()
                        .filter(mention -> !sender.equalsIgnoreCase(mention.address()))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Mention> named(InboundMessage letter, String field) {
        return NoticeAddress.all(field).stream()
                .map(address -> new Mention(address, letter.prose().words()))
                .toList();
    }
}
