package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;

/** Reads messages that came back. Never throws, whatever it is given; time and memory are bounded by {@link Mime}. */
public final class NoticeParser {

    private static final int LONGEST_EXCERPT = 2_000;

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
        return FeedbackReportParser.of(letter)
                .or(() -> DeliveryStatusParser.of(letter))
                .or(() -> AutoReplyParser.of(letter))
                .or(() -> NoticeTextParser.of(letter))
                .orElse(ParseResult.NOTHING);
    }

    static Notice read(InboundMessage letter) {
        ParseResult reading = letter.receipt() ? ParseResult.RECEIPT : reading(letter);
        return new Notice(
                reading.kind(),
                reading.recipients(),
                letter.tokens(),
                letter.returnedMessageId(),
                letter.subject(),
                InboundMessage.cut(letter.prose().words().strip(), LONGEST_EXCERPT));
    }
}
