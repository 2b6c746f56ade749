package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;
import org.tidings.diagnosis.notice.Notice;
import org.tidings.diagnosis.notice.NoticeParser;
import org.tidings.diagnosis.notice.NoticeRecipient;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;

/** Opens messages that came back and tells what they say of whom. */
@ApplicationScoped
class Mailroom {

    private static final Pattern ADDRESS = Pattern.compile("\\b[bu]\\+[a-z2-7]{20,64}@", Pattern.CASE_INSENSITIVE);

    private final Tokens tokens;
    private final Clock clock;

    Mailroom(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The recipient of an SMTP envelope, if we signed it. */
    Optional<ReturnAddress> addressee(String address) {
        return ReturnAddress.of(tokens, address);
    }

    /** What a message tells that came to these addresses of ours. */
    List<News> open(byte[] message, Collection<ReturnAddress> addressees) {
        Notice notice = NoticeParser.parse(message);
        String source = sha256(message);
        String raw = text(message);
        return addressees.stream()
                .distinct()
                .map(addressee -> news(addressee, notice, source, raw))
                .toList();
    }

    /**
     * What a message tells that was found in a mailbox, where the envelope is gone: for whom it is tell the addresses in its headers, then the
     * token or Message-ID in the message it returns. Empty for mail that is not ours; an address alone never makes it ours.
     */
    List<News> open(byte[] message) {
        Set<ReturnAddress> addressees = addresseesIn(headers(message));
        if (addressees.isEmpty()) {
            Notice notice = NoticeParser.parse(message);
            notice.token()
                    .flatMap(this::signed)
                    .or(() -> notice.messageId().flatMap(id -> signed(id.replaceFirst("@.*", ""))))
                    .ifPresent(addressees::add);
        }
        return addressees.isEmpty() ? List.of() : open(message, addressees);
    }

    private Set<ReturnAddress> addresseesIn(String headers) {
        Set<ReturnAddress> found = new LinkedHashSet<>();
        Matcher address = ADDRESS.matcher(headers);
        while (address.find()) {
            addressee(address.group()).ifPresent(found::add);
        }
        return found;
    }

    /** A token out of a returned message may be its own or its return path's. */
    private Optional<ReturnAddress> signed(String token) {
        return tokens.verify(TokenPurpose.MESSAGE, token)
                .or(() -> tokens.verify(TokenPurpose.RETURN_PATH, token))
                .map(subject -> new ReturnAddress(TokenPurpose.RETURN_PATH, subject));
    }

    private News news(ReturnAddress addressee, Notice notice, String source, String raw) {
        if (addressee.purpose() == TokenPurpose.UNSUBSCRIBE) {
            return news(addressee, News.Kind.UNSUBSCRIBED, null, source, notice.subject(), raw);
        }
        NoticeRecipient recipient = notice.recipients().stream()
                .filter(candidate -> candidate.diagnosis().verdict() != Verdict.HARD)
                .findFirst()
                .or(() -> notice.recipients().stream().findFirst())
                .orElse(null);
        Diagnosis diagnosis = recipient == null ? null : recipient.diagnosis();
        News.Kind kind = kind(notice.kind(), recipient);
        String words = recipient == null ? "" : recipient.reply().line();
        return news(addressee, kind, diagnosis, source, words.isEmpty() ? notice.excerpt() : words, raw);
    }

    private News news(
            ReturnAddress addressee,
            News.Kind kind,
            @Nullable Diagnosis diagnosis,
            String source,
            String detail,
            String raw) {
        return new News(addressee.subject(), kind, diagnosis, clock.instant(), source, detail, raw);
    }

    private static News.Kind kind(Notice.Kind kind, @Nullable NoticeRecipient recipient) {
        return switch (kind) {
            case BOUNCE -> recipient == null ? News.Kind.UNCLEAR : News.Kind.FAILED;
            // handed to a system that will not report: taken over, and no word of a mailbox (RFC 3464 section 2.3.3)
            case DELIVERED -> recipient != null && "relayed".equals(recipient.action())
                    ? News.Kind.ACCEPTED
                    : News.Kind.DELIVERED;
            case DELAYED -> News.Kind.DELAYED;
            case COMPLAINT -> News.Kind.COMPLAINED;
            case NOT_SPAM -> News.Kind.NOT_SPAM;
            case AUTO_REPLY -> News.Kind.AUTO_REPLIED;
            case UNKNOWN -> News.Kind.UNCLEAR;
        };
    }

    private static String headers(byte[] message) {
        String start = new String(message, 0, Math.min(message.length, 64 * 1024), StandardCharsets.ISO_8859_1);
        Matcher end = Pattern.compile("\r?\n\r?\n").matcher(start);
        return end.find() ? start.substring(0, end.start()) : start;
    }

    private static String text(byte[] message) {
        return new String(message, 0, Math.min(message.length, News.LONGEST_RAW), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
