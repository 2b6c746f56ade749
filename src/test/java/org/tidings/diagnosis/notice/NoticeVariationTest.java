package org.tidings.diagnosis.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.diagnosis.Verdict;

/**
 * What does not change the meaning of a notice does not change its verdict. The samples of our own and each tenth notice of the collection;
 * {@code -Dtidings.variations=1} takes all.
 */
class NoticeVariationTest {

    private static final int EACH = Integer.getInteger("tidings.variations", 10);

    private static final String BANNER =
            "CAUTION: This is an external email, scanned for spam and viruses. Do not click links or open"
                    + " attachments unless you recognize the sender.";
    private static final String FOOTER =
            "This message has been scanned for viruses and spam and is believed to be clean. It is confidential and"
                    + " intended solely for the addressee. If you are not the intended recipient, access is denied by our policy.";

    /** The ways to vary a notice. */
    enum Variation {
        ALL_DATES_IN_MAY,
        BANNER_ON_TOP,
        FOOTER_BELOW,
        PROSE_TWICE,
        WRAPPED_IN_MESSAGE,
        FORWARDED_AS_ATTACHMENT,
        FORWARDED_IN_BASE64,
        FOLDED_OTHERWISE,
        CR_LF,
        CR_ALONE,
        WRONG_CHARSET;

        String applyTo(String text) {
            return switch (this) {
                case ALL_DATES_IN_MAY -> inMay(text);
                case BANNER_ON_TOP -> inText(text, body -> BANNER + "\n\n" + body);
                case FOOTER_BELOW -> inText(text, body -> body + "\n\n-- \n" + FOOTER + "\n");
                case PROSE_TWICE -> inText(text, body -> body + "\n\n" + body);
                case WRAPPED_IN_MESSAGE ->
                    "From: Gateway <gateway@relay.example>\nSubject: Message\nContent-Type: message/rfc822\n\n" + text;
                case FORWARDED_AS_ATTACHMENT -> attached(text);
                case FORWARDED_IN_BASE64 -> attachedInBase64(text);
                case FOLDED_OTHERWISE -> folded(text);
                case CR_LF -> text.replace("\n", "\r\n");
                case CR_ALONE -> text.replace('\n', '\r');
                case WRONG_CHARSET -> inAnotherCharset(text);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheVerdictAsItIs(Variation variation) throws Exception {
        List<String> changed = new ArrayList<>();
        int tried = 0;
        for (CollectedNotice notice : notices()) {
            String text = notice.message().replace("\r\n", "\n");
            String before = verdicts(text);
            String after = verdicts(variation.applyTo(text));
            tried++;
            if (!before.equals(after)) {
                changed.add(notice.file() + ": " + before + " became " + after);
            }
        }
        System.out.printf("%s: %d of %d changed%n", variation, changed.size(), tried);
        assertThat(changed).isEmpty();
    }

    private static List<CollectedNotice> notices() throws Exception {
        List<CollectedNotice> notices = new ArrayList<>();
        for (String sample : NoticeFamiliesTest.letters().toList()) {
            if (sample.startsWith("person")) {
                continue; // an attachment to a person's message is not opened
            }
            notices.add(new CollectedNotice(
                    sample, CollectedNotice.text(NoticeParserTest.sample("families/" + sample)), List.of()));
        }
        if (Corpus.folder().isPresent()) {
            Path bounces = Corpus.folder().get();
            List<CollectedNotice> all = CollectedNotice.all(bounces);
            IntStream.range(0, all.size())
                    .filter(i -> i % EACH == 0)
                    .mapToObj(all::get)
                    .forEach(notices::add);
        }
        return notices;
    }

    /** Dead or not, for each recipient: what decides over an address. */
    private static String verdicts(String text) {
        Notice notice = NoticeParser.parse(text.getBytes(StandardCharsets.ISO_8859_1));
        return notice.kind()
                + notice.recipients().stream()
                        .map(recipient -> outcome(recipient.diagnosis().verdict()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ", " ", ""));
    }

    private static String outcome(Verdict verdict) {
        return verdict.name();
    }

    private static String inMay(String text) {
        return text.replaceAll(
                        "\\b(\\d{1,2}[ -])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)([ -]\\d{2,4})\\b", "$1May$2")
                .replaceAll(
                        "\\b(?:January|February|March|April|June|July|August|September|October|November|December) (\\d)",
                        "May $1");
    }

    /** Changes the text of a notice: the body of a plain message, or the first plain part of a multipart. */
    private static String inText(String message, UnaryOperator<String> change) {
        int body = message.indexOf("\n\n") + 2;
        if (body < 2) {
            return message;
        }
        String head = message.substring(0, body);
        if (isEncoded(head)) {
            return message;
        }
        Matcher boundary = Pattern.compile("(?i)boundary=\"?([^\";\\n]{1,200})").matcher(head);
        if (!boundary.find()) {
            return isPlain(head) ? head + inProse(message.substring(body), change) : message;
        }
        int part = message.indexOf("--" + boundary.group(1), body);
        int text = part < 0 ? -1 : message.indexOf("\n\n", part) + 2;
        int end = text < 2 ? -1 : message.indexOf("\n--" + boundary.group(1), text);
        if (end < 0 || isEncoded(message.substring(part, text)) || !isPlain(message.substring(part, text))) {
            return message;
        }
        return message.substring(0, text) + change.apply(message.substring(text, end)) + message.substring(end);
    }

    /** A notice that returns our message within its text is varied before that. */
    private static String inProse(String body, UnaryOperator<String> change) {
        String returned = NoticeText.of("", "", body).returned();
        return change.apply(body.substring(0, body.length() - returned.length()).stripTrailing()) + "\n\n" + returned;
    }

    private static boolean isEncoded(String head) {
        return Pattern.compile("(?i)content-transfer-encoding:\\s*(?:base64|quoted-printable)")
                .matcher(head)
                .find();
    }

    private static boolean isPlain(String head) {
        Matcher type = Pattern.compile("(?im)^content-type:\\s*([\\w/+-]+)").matcher(head);
        return !type.find() || type.group(1).equalsIgnoreCase("text/plain");
    }

    private static String attached(String text) {
        return "From: Gateway <gateway@relay.example>\nSubject: Message from outside\n"
                + "Content-Type: multipart/mixed; boundary=\"=_wrap\"\n\n--=_wrap\nContent-Type: text/plain\n\nSee the attachment.\n"
                + "--=_wrap\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n" + text
                + "\n--=_wrap--\n";
    }

    private static String attachedInBase64(String text) {
        String encoded =
                Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
        return "From: Gateway <gateway@relay.example>\nSubject: Message from outside\n"
                + "Content-Type: multipart/mixed; boundary=\"=_wrap\"\n\n--=_wrap\nContent-Type: text/plain\n\nSee the attachment.\n"
                + "--=_wrap\nContent-Type: application/octet-stream; name=\"notice.eml\"\nContent-Transfer-Encoding: base64\n\n"
                + encoded + "\n--=_wrap--\n";
    }

    /** Long fields are folded at other blanks. */
    private static String folded(String text) {
        return text.replaceAll("(?m)^(Diagnostic-Code:[^\\n]{20,60}?) ([^\\n]{10,})$", "$1\n        $2")
                .replaceAll("(?m)^(Subject:) ([^\\n]{10,30}?) ", "$1 $2\n ");
    }

    private static String inAnotherCharset(String text) {
        return text.replaceAll("(?i)charset=(\"?)(?:us-ascii|utf-8|iso-8859-1)\\1", "charset=koi8-r");
    }
}
