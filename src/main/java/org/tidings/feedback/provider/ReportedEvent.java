package org.tidings.feedback.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.feedback.FeedbackEvent.Kind;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.NewEvent;

/**
 * An event in the terms that providers have in common.
 *
 * @param provider the name that staff know
 * @param type what the provider calls it, for experts, such as {@code HardBounce}
 * @param reply what the receiving server or the provider said; empty if nothing
 */
record ReportedEvent(Origin origin, String provider, Meaning meaning, String type, String reply, Engagement engagement)
        implements ProviderEvent {

    private static final int LONGEST_TYPE = 60;

    /** What an event means, whatever the provider calls it. */
    enum Meaning {
        ACCEPTED,
        DELIVERED,
        /** The provider keeps trying. */
        DEFERRED,
        /** Given up: the provider says that the mailbox does not exist. */
        NO_MAILBOX,
        /** Given up: permanent. */
        HARD_BOUNCE,
        /** Given up, and the provider does not say why. */
        BOUNCE,
        /** Given up for a reason that may pass. */
        SOFT_BOUNCE,
        /** Given up because of the sender or the content. */
        BLOCKED,
        /** Not sent, because the address bounced or complained earlier. */
        SUPPRESSED,
        /** Not sent, because the person unsubscribed with the provider. */
        OPTED_OUT,
        /** Not sent, because of the account, the content or the form of the message. */
        REJECTED,
        COMPLAINED,
        UNSUBSCRIBED,
        AUTO_REPLIED,
        UNCLEAR,
        OPENED,
        CLICKED,
        /** Opened by a machine, as the provider knows. */
        OPENED_BY_MACHINE,
        /** Known, but of no use. */
        NOT_USED
    }

    /**
     * Where an event comes from.
     *
     * @param tokens places in which the token of the recipient may be, the best first
     * @param identity what makes the event different from all others of the provider
     * @param at null if unknown
     * @param raw the event as JSON
     */
    record Origin(
            List<String> tokens, String identity, @Nullable Instant at, String raw) {}

    /**
     * An open or click.
     *
     * @param userAgent empty if the provider does not tell it
     * @param link the link that was clicked
     */
    record Engagement(String userAgent, String link) {

        static final Engagement NONE = new Engagement("", "");
    }

    ReportedEvent {
        type = type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE);
    }

    @Override
    public Optional<TokenSubject> subject(Tokens tokens) {
        return origin.tokens().stream()
                .map(ReportedEvent::token)
                .flatMap(token -> tokens.verify(TokenPurpose.MESSAGE, token).stream())
                .findFirst();
    }

    /** Extracts the token from {@code <token@domain>}, or returns a bare token. */
    private static String token(String text) {
        String bare = text.strip();
        bare = bare.startsWith("<") ? bare.substring(1) : bare;
        int at = bare.indexOf('@');
        return at < 0 ? bare : bare.substring(0, at);
    }

    /** Hashed, because ids of providers have any length and any characters. */
    @Override
    public String source() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((provider + "\n" + origin.identity()).getBytes(StandardCharsets.UTF_8));
            return "hook-" + HexFormat.of().formatHex(hash, 0, 24);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Nobody was mailed before; such a time is a mistake of the provider. */
    private static final Instant OLDEST = Instant.parse("2020-01-01T00:00:00Z");

    /** The clocks of others may be ahead. */
    private Instant at(Instant now) {
        Instant at = origin.at();
        return at == null || at.isAfter(now) || at.isBefore(OLDEST) ? now : at;
    }

    @Override
    public Optional<NewEvent> hit(TokenSubject subject, Instant now, Tokens tokens) {
        return switch (meaning) {
            case OPENED -> Optional.of(ReportedHit.open(subject, at(now), engagement.userAgent()));
            case OPENED_BY_MACHINE ->
                Optional.of(ReportedHit.open(subject, at(now), engagement.userAgent())
                        .byVisitor(provider + ": machine · " + engagement.userAgent())
                        .byMachine());
            case CLICKED ->
                Optional.of(ReportedHit.click(subject, at(now), engagement.userAgent(), engagement.link(), tokens));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<FeedbackEvent> feedback(TokenSubject subject, Instant now, BooleanSupplier delivered) {
        Feedback kind = switch (meaning) {
            case ACCEPTED -> new Feedback(Kind.ACCEPTED, null, "Accepted by " + provider);
            case DELIVERED -> new Feedback(Kind.DELIVERED, null, reply);
            case DEFERRED -> failure(Kind.DELAYED, FailureVerdict.delay(reply, "451 4.0.0"));
            case NO_MAILBOX -> permanent(FailureVerdict.Certainty.NO_MAILBOX);
            case HARD_BOUNCE -> permanent(FailureVerdict.Certainty.PERMANENT);
            case BOUNCE -> permanent(FailureVerdict.Certainty.UNKNOWN);
            case SOFT_BOUNCE -> failure(Kind.FAILED, FailureVerdict.doubtful(reply, "451 4.0.0"));
            case BLOCKED -> failure(Kind.FAILED, FailureVerdict.doubtful(reply, "550 5.7.1"));
            case SUPPRESSED -> suppressed();
            case OPTED_OUT -> refused("opted-out", "The recipient unsubscribed with " + provider + ".");
            case REJECTED -> refused("rejected", provider + " did not send the message.");
            case COMPLAINED -> new Feedback(Kind.COMPLAINED, null, detail());
            case UNSUBSCRIBED -> new Feedback(Kind.UNSUBSCRIBED, null, provider + ": " + type);
            case AUTO_REPLIED -> new Feedback(Kind.AUTO_REPLIED, null, detail());
            case UNCLEAR -> failure(Kind.UNCLEAR, Classifier.notUnderstood());
            case OPENED, CLICKED, OPENED_BY_MACHINE, NOT_USED -> null;
        };
        return Optional.ofNullable(kind).map(known -> known.of(subject, at(now)));
    }

    private Feedback permanent(FailureVerdict.Certainty certainty) {
        return failure(Kind.FAILED, FailureVerdict.permanent(reply, certainty));
    }

    private Feedback suppressed() {
        return failure(
                Kind.SUPPRESSED,
                new Diagnosis(
                        Verdict.HARD,
                        "suppressed",
                        provider + " does not send to this address because of an earlier bounce or complaint.",
                        "Ask the family for their current address.",
                        true,
                        ""));
    }

    private Feedback refused(String rule, String sentence) {
        return failure(Kind.FAILED, new Diagnosis(Verdict.BLOCKED, rule, sentence, null, true, ""));
    }

    private Feedback failure(Kind kind, Diagnosis diagnosis) {
        return new Feedback(kind, diagnosis, detail());
    }

    /** One line for experts: the reply, otherwise what the provider calls the event. */
    private String detail() {
        return reply.isEmpty() ? provider + ": " + type : reply;
    }

    private final class Feedback {

        private final Kind kind;
        private final @Nullable Diagnosis diagnosis;
        private final String detail;

        Feedback(Kind kind, @Nullable Diagnosis diagnosis, String detail) {
            this.kind = kind;
            this.diagnosis = diagnosis;
            this.detail = detail;
        }

        FeedbackEvent of(TokenSubject subject, Instant at) {
            String raw = new String(origin.raw().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return new FeedbackEvent(subject, kind, diagnosis, at, source(), detail.isEmpty() ? null : detail, raw);
        }
    }
}
