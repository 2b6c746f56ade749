package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.notice.Notice;
import org.tidings.diagnosis.notice.NoticeParser;
import org.tidings.diagnosis.notice.NoticeRecipient;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;

/** Parses inbound messages and maps them to feedback about recipients. */
@ApplicationScoped
class InboundMailReader {

    /** Headers with the recipient of a message. Other headers can also contain our return addresses, for example in a copy of a blast. */
    private static final Pattern DESTINATION = Pattern.compile(
            "(?im)^(?:to|cc|delivered-to|x-original-to|original-recipient|envelope-to|x-envelope-to|x-rcpt-to):.*+(?:\\r?\\n[ \\t].*+)*+");

    private static final Pattern OWN_MESSAGE = Pattern.compile("(?im)^x-tidings-recipient:");

    /** Headers of automatic replies (RFC 3834, section 5), to distinguish them from a person's reply that mentions "vacation". */
    private static final Pattern AUTOMATIC = Pattern.compile(
            "(?im)^(?:auto-submitted:[ \\t]*auto|x-auto-?(?:reply|respond)|precedence:[ \\t]*(?:auto_reply|bulk|junk)|return-path:[ \\t]*<>)");

    private static final Pattern ADDRESS = Pattern.compile("\\b[bu]\\+[a-z2-7]{20,64}@", Pattern.CASE_INSENSITIVE);

    private final Tokens tokens;
    private final Clock clock;

    InboundMailReader(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Parses the recipient of an SMTP envelope; empty unless its signature is valid. */
    Optional<ReturnAddress> addressee(String address) {
        return ReturnAddress.of(tokens, address);
    }

    /** The feedback in a message that was sent to these return addresses. */
    List<FeedbackEvent> open(byte[] message, Collection<ReturnAddress> addressees) {
        Notice notice = NoticeParser.parse(message);
        String source = sha256(message);
        String raw = text(message);
        return addressees.stream()
                .distinct()
                .map(addressee -> feedback(addressee, notice, source, raw))
                .toList();
    }

    /**
     * The feedback in a message from a mailbox, without its envelope. The recipient is determined by the addresses in its headers, then by the
     * token or Message-ID of the returned message. Empty for all other mail, including copies of a blast and personal replies to it.
     */
    List<FeedbackEvent> open(byte[] message) {
        String headers = headers(message);
        if (OWN_MESSAGE.matcher(headers).find()) {
            return List.of();
        }
        Set<ReturnAddress> addressees = addresseesIn(headers);
        if (addressees.isEmpty()) {
            addressees =
                    returned(NoticeParser.parse(message), headers).map(Set::of).orElse(Set.of());
        }
        return addressees.isEmpty() ? List.of() : open(message, addressees);
    }

    private Set<ReturnAddress> addresseesIn(String headers) {
        Set<ReturnAddress> found = new LinkedHashSet<>();
        DESTINATION
                .matcher(headers)
                .results()
                .flatMap(header -> ADDRESS.matcher(header.group()).results())
                .forEach(address -> addressee(address.group()).ifPresent(found::add));
        return found;
    }

    private Optional<ReturnAddress> returned(Notice notice, String headers) {
        if (notice.kind() == Notice.Kind.UNKNOWN
                || notice.kind() == Notice.Kind.RECEIPT
                || (notice.kind() == Notice.Kind.AUTO_REPLY
                        && !AUTOMATIC.matcher(headers).find())) {
            return Optional.empty();
        }
        return notice.tokens().stream()
                .flatMap(token -> signed(token).stream())
                .findFirst()
                .or(() -> notice.messageId().flatMap(id -> signed(id.replaceFirst("@.*", ""))));
    }

    /** Verifies a token from a returned message: the token of the message or of its return path. */
    private Optional<ReturnAddress> signed(String token) {
        return tokens.verify(TokenPurpose.MESSAGE, token)
                .or(() -> tokens.verify(TokenPurpose.RETURN_PATH, token))
                .map(subject -> new ReturnAddress(TokenPurpose.RETURN_PATH, subject));
    }

    private FeedbackEvent feedback(ReturnAddress addressee, Notice notice, String source, String raw) {
        if (addressee.purpose() == TokenPurpose.UNSUBSCRIBE) {
            return feedback(addressee, FeedbackEvent.Kind.UNSUBSCRIBED, null, source, "mail", raw);
        }
        NoticeRecipient recipient = notice.recipients().stream()
                .min(Comparator.comparing(candidate -> severity(candidate.diagnosis())))
                .orElse(null);
        Diagnosis diagnosis = recipient == null ? null : recipient.diagnosis();
        FeedbackEvent.Kind kind = kind(notice.kind(), recipient);
        String words = recipient == null ? "" : recipient.reply().line();
        return feedback(addressee, kind, diagnosis, source, words.isEmpty() ? notice.excerpt() : words, raw);
    }

    private FeedbackEvent feedback(
            ReturnAddress addressee,
            FeedbackEvent.Kind kind,
            @Nullable Diagnosis diagnosis,
            String source,
            String detail,
            String raw) {
        return new FeedbackEvent(addressee.subject(), kind, diagnosis, clock.instant(), source, detail, raw);
    }

    /** A notice about several recipients may prove nothing about this one. */
    private static int severity(Diagnosis diagnosis) {
        return diagnosis.invalidatesAddress() ? 2 : diagnosis.suspectsAddress() ? 1 : 0;
    }

    private static FeedbackEvent.Kind kind(Notice.Kind kind, @Nullable NoticeRecipient recipient) {
        return switch (kind) {
            case BOUNCE -> recipient == null ? FeedbackEvent.Kind.UNCLEAR : failed(recipient);
            // relayed to a system that sends no reports: accepted, but not known to be delivered (RFC 3464 section
            // 2.3.3)
            case DELIVERED ->
                recipient != null && "relayed".equals(recipient.action())
                        ? FeedbackEvent.Kind.ACCEPTED
                        : FeedbackEvent.Kind.DELIVERED;
            case DELAYED -> FeedbackEvent.Kind.DELAYED;
            case COMPLAINT -> FeedbackEvent.Kind.COMPLAINED;
            case NOT_SPAM -> FeedbackEvent.Kind.NOT_SPAM;
            case UNSUBSCRIBED -> FeedbackEvent.Kind.UNSUBSCRIBED;
            case AUTO_REPLY, RECEIPT -> FeedbackEvent.Kind.AUTO_REPLIED;
            case UNKNOWN -> FeedbackEvent.Kind.UNCLEAR;
        };
    }

    /** If an address expands to several recipients, some may have been delivered or may still be pending. */
    private static FeedbackEvent.Kind failed(NoticeRecipient recipient) {
        return switch (recipient.action()) {
            case "delivered", "expanded" -> FeedbackEvent.Kind.DELIVERED;
            case "relayed" -> FeedbackEvent.Kind.ACCEPTED;
            case "delayed" -> FeedbackEvent.Kind.DELAYED;
            default -> FeedbackEvent.Kind.FAILED;
        };
    }

    private static String headers(byte[] message) {
        String start = new String(message, 0, Math.min(message.length, 64 * 1024), StandardCharsets.ISO_8859_1);
        Matcher end = Pattern.compile("\r?\n\r?\n").matcher(start);
        return end.find() ? start.substring(0, end.start()) : start;
    }

    private static String text(byte[] message) {
        return new String(message, 0, Math.min(message.length, FeedbackEvent.LONGEST_RAW), StandardCharsets.ISO_8859_1);
    }

    private static String sha256(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not available", impossible);
        }
    }
}
