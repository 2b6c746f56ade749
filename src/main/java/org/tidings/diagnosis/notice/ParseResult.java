package org.tidings.diagnosis.notice;

import java.util.List;
import org.tidings.diagnosis.notice.Notice.Kind;

/** What one way of reading found in a message. */
record ParseResult(Kind kind, List<NoticeRecipient> recipients) {

    static final ParseResult NOTHING = new ParseResult(Kind.UNKNOWN, List.of());
    static final ParseResult RECEIPT = new ParseResult(Kind.RECEIPT, List.of());

    /** A report's kind is its worst news: somebody failed, or is delayed, or all got it. */
    static ParseResult of(List<NoticeRecipient> found, InboundMessage letter) {
        List<NoticeRecipient> recipients =
                letter.hearsay() ? found.stream().map(NoticeRecipient::hearsay).toList() : found;
        return new ParseResult(
                has(recipients, "failed") ? Kind.BOUNCE : has(recipients, "delayed") ? Kind.DELAYED : Kind.DELIVERED,
                recipients);
    }

    /** Whether there is a reason to believe it; a notice without any may hold another that has one. */
    boolean isUnderstood() {
        return switch (kind) {
            case BOUNCE, DELAYED -> recipients.stream().anyMatch(NoticeRecipient::isUnderstood);
            case UNKNOWN -> !recipients.isEmpty();
            default -> true;
        };
    }

    private static boolean has(List<NoticeRecipient> recipients, String action) {
        return recipients.stream().anyMatch(recipient -> recipient.action().equals(action));
    }
}
