package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message that came back, taken apart.
 *
 * @param headers its own fields
 * @param prose what it says to a person
 * @param statuses the delivery status parts as text (RFC 3464, RFC 6533)
 * @param feedback the feedback report part (RFC 5965)
 * @param returned the returned message, or its header, as text; empty where there is none
 * @param receipt whether it reports on something else than delivery: that it was read (RFC 8098), or how connections went (RFC 8460)
 * @param attachments messages within the message
 */
record InboundMessage(
        Headers headers,
        NoticeText prose,
        List<String> statuses,
        Optional<String> feedback,
        String returned,
        boolean receipt,
        List<MimePart> attachments) {

    private static final int LONGEST_PROSE = 16 << 10;
    private static final int LONGEST_RETURNED = 32 << 10;

    private static final int MOST_ATTACHED = 3;

    private static final Set<String> STATUS =
            Set.of("message/delivery-status", "message/global-delivery-status", "message/xdelivery-status");
    private static final Set<String> RETURNED = Set.of(
            "message/rfc822",
            "message/global",
            "message/partial",
            "message/rfc822-headers",
            "message/global-headers",
            "text/rfc822-headers",
            "text/rfc822");

    private static final Set<String> RECEIPT = Set.of(
            "message/disposition-notification",
            "message/global-disposition-notification",
            "application/tlsrpt+json",
            "application/tlsrpt+gzip");

    private static final Pattern NO_REPLY = Pattern.compile("(?i)\\bno-?reply@");

    /** Its type is missing now and then. */
    private static final Pattern FEEDBACK = Pattern.compile("(?im)^Feedback-Type:");

    static InboundMessage open(byte[] message) {
        MimePart root = Mime.parse(message);
        Headers headers = root.headers();
        List<MimePart> leaves =
                root.walk().filter(part -> part.children().isEmpty()).toList();
        NoticeText prose = NoticeText.of(headers.decoded("From"), headers.decoded("Subject"), words(root, leaves));
        AmazonEvent event = AmazonEvent.in(prose.words());
        List<String> statuses = event.statuses().isEmpty() ? texts(leaves, STATUS) : event.statuses();
        Optional<String> feedback = texts(leaves, Set.of("message/feedback-report")).stream()
                .findFirst()
                .or(event::feedback)
                .or(() -> untypedFeedback(headers, leaves));
        String returned = String.join("\n", texts(leaves, RETURNED)) + "\n" + prose.returned();
        return new InboundMessage(
                headers,
                prose,
                statuses,
                feedback,
                cut(returned, LONGEST_RETURNED).strip(),
                leaves.stream().anyMatch(part -> RECEIPT.contains(part.type())),
                leaves.stream().filter(MimePart::isMessage).limit(MOST_ATTACHED).toList());
    }

    /** Another one in an attachment: a gateway has wrapped what came back, or a report is attached instead of being one. */
    Stream<InboundMessage> attached() {
        return attachments.stream()
                .map(part -> open(BodyText.bytes(part)))
                .filter(inner -> inner.fromMailServer()
                        || inner.isReport()
                        || !inner.statuses.isEmpty()
                        || inner.feedback.isPresent()
                        || FeedbackReportParser.isComplaint(inner)
                        || inner.returnedByProgram()
                        || AutoReply.saysHeader(inner.headers)
                        || AutoReply.saysSubject(inner.subject()));
    }

    private static Optional<String> untypedFeedback(Headers headers, List<MimePart> leaves) {
        return headers.get("Content-Type").toLowerCase(Locale.ROOT).contains("feedback-report")
                ? texts(leaves, Set.of("text/plain")).stream()
                        .filter(text -> FEEDBACK.matcher(text).find())
                        .findFirst()
                : Optional.empty();
    }

    private static List<String> texts(List<MimePart> leaves, Set<String> types) {
        return leaves.stream()
                .filter(part -> types.contains(part.type()))
                .map(MimePart::text)
                .toList();
    }

    /** The plain text parts; those in HTML where there is no other; what a broken multipart has instead of parts. */
    private static String words(MimePart root, List<MimePart> leaves) {
        String plain = join(leaves, "text/plain");
        String words = plain.isBlank() ? join(leaves, "text/html") : plain;
        return words.isBlank() && root.children().isEmpty() && !root.isMessage()
                ? cut(root.text(), LONGEST_PROSE)
                : words;
    }

    private static String join(List<MimePart> leaves, String type) {
        String joined = leaves.stream()
                .filter(part -> part.type().equals(type))
                .limit(10)
                .map(MimePart::text)
                .collect(Collectors.joining("\n"));
        return cut(joined, LONGEST_PROSE);
    }

    /** A person writes of a notice, or attaches a piece of one; a mail server makes a report (RFC 6522), or returns our message. */
    boolean hearsay() {
        return !isReport() && !fromMailServer() && returned.isEmpty() && !AutoReply.saysHeader(headers);
    }

    boolean isReport() {
        return headers.get("Content-Type").toLowerCase(Locale.ROOT).contains("multipart/report");
    }

    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    String subject() {
        return prose.subject();
    }

    /** The header of the returned message; empty fields where nothing was returned. */
    Headers returnedHeaders() {
        int end = returned.indexOf("\n\n");
        int crlf = returned.indexOf("\r\n\r\n");
        int first = end < 0 ? crlf : (crlf < 0 ? end : Math.min(end, crlf));
        // Prose puts its own line ("--- Below is a copy") and an empty one before the header
        boolean early = first >= 0 && !returned.substring(0, first).contains(": ");
        return Headers.parse(first < 0 || early ? returned : returned.substring(0, first));
    }

    Optional<String> returnedMessageId() {
        return returnedHeaders()
                .first("Message-ID")
                .map(id -> id.replaceAll("^[\\s<]{1,9}|[\\s>]{1,9}$", ""))
                .filter(id -> !id.isEmpty());
    }

    List<String> tokens() {
        String own = headers.fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .collect(Collectors.joining("\n"));
        return OwnToken.find(own, returned, prose.words());
    }

    /** Sent by a mail server itself: no return path, or a daemon's or postmaster's name. */
    boolean fromMailServer() {
        return headers.get("Return-Path").strip().equals("<>") || fromDaemon();
    }

    /** Returns a message and takes no answer. */
    private boolean returnedByProgram() {
        return !returned.isEmpty() && NO_REPLY.matcher(prose.from()).find();
    }

    /** By its name; automatic answers of people have an empty return path, too. */
    boolean fromDaemon() {
        String from = prose.from().toLowerCase(Locale.ROOT);
        return headers.has("X-Failed-Recipients")
                || from.contains("mailer-daemon")
                || from.contains("postmaster")
                || from.contains("post_master")
                || from.contains("mail delivery")
                || from.contains("@sns.amazonaws.com");
    }
}
