package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads messages that came back. Never throws, whatever it is given; time and memory are bounded by {@link Mime}. */
public final class NoticeParser {

    private static final int LONGEST_EXCERPT = 2_000;
    private static final int DEEPEST = 3;

    private NoticeParser() {}

    /** Parses a complete message, as received by SMTP or fetched from a mailbox. */
    public static Notice parse(byte[] message) {
        try {
            return read(InboundMessage.open(message));
        } catch (RuntimeException | StackOverflowError broken) {
            // The caller must be able to accept the message: a rejected one would be delivered again
            return new Notice(Notice.Kind.UNKNOWN, List.of(), List.of(), Optional.empty(), "", "");
        }
    }

    private static ParseResult reading(InboundMessage letter) {
        return letter.receipt()
                ? ParseResult.RECEIPT
                : FeedbackReportParser.of(letter)
                        .or(() -> DeliveryStatusParser.of(letter))
                        .or(() -> AutoReplyParser.of(letter))
                        .or(() -> NoticeTextParser.of(letter))
                        .orElse(ParseResult.NOTHING);
    }

    static Notice read(InboundMessage letter) {
        ParseResult reading = reading(letter);
        if (!reading.isUnderstood() && !NoticeTextParser.isPassedOn(letter)) {
            return inner(letter, reading, DEEPEST, letter.tokens())
                    .orElseGet(() -> notice(letter, reading, letter.tokens()));
        }
        return notice(letter, reading, letter.tokens());
    }

    /** The report in an attached message, where the message itself says nothing. */
    private static Optional<Notice> inner(InboundMessage letter, ParseResult outer, int depth, List<String> tokens) {
        if (depth == 0) {
            return Optional.empty();
        }
        return letter.attached()
                .flatMap(inner -> {
                    List<String> all = Stream.concat(tokens.stream(), inner.tokens().stream())
                            .distinct()
                            .toList();
                    ParseResult reading = reading(inner);
                    return reading.isUnderstood()
                            ? Stream.of(notice(inner, reading, all))
                            : Stream.concat(
                                            inner(inner, reading, depth - 1, all).stream(),
                                            outer.recipients().isEmpty()
                                                            && !reading.recipients()
                                                                    .isEmpty()
                                                    ? Stream.of(notice(inner, reading, all))
                                                    : Stream.empty())
                                    .limit(1);
                })
                .findFirst();
    }

    private static Notice notice(InboundMessage letter, ParseResult reading, List<String> tokens) {
        return new Notice(
                reading.kind(),
                reading.recipients(),
                tokens,
                letter.returnedMessageId(),
                letter.subject(),
                InboundMessage.cut(letter.prose().words().strip(), LONGEST_EXCERPT));
    }
}
