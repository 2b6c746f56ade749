package org.tidings.diagnosis.notice;

import java.util.List;
import org.tidings.diagnosis.notice.Notice.Kind;

/** What one way of reading found in a message. */
record Reading(Kind kind, List<NoticeRecipient> recipients) {

    static final Reading NOTHING = new Reading(Kind.UNKNOWN, List.of());
    static final Reading RECEIPT = new Reading(Kind.RECEIPT, List.of());

    /** A report's kind is its worst news: somebody failed, or is delayed, or all got it. */
    static Reading of(List<NoticeRecipient> found, Letter letter) {
        List<NoticeRecipient> recipients =
                letter.hearsay() ? found.stream().map(NoticeRecipient::doubted).toList() : found;
        return new Reading(
                has(recipients, "failed") ? Kind.BOUNCE : has(recipients, "delayed") ? Kind.DELAYED : Kind.DELIVERED,
                recipients);
    }

    private static boolean has(List<NoticeRecipient> recipients, String action) {
        return recipients.stream().anyMatch(recipient -> recipient.action().equals(action));
    }
}
