package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A feedback report: somebody pressed "junk" (RFC 5965).
 *
 * @param type the field {@code Feedback-Type} in lower case
 * @param recipients the fields {@code Original-Rcpt-To} and what providers use instead; empty when redacted
 */
record FeedbackReport(String type, List<String> recipients) {

    /** Reports about authentication (RFC 6591) and DMARC tell us of failures, not of a person's wish. */
    private static final Set<String> NO_COMPLAINT = Set.of("auth-failure", "dmarc", "virus");

    static FeedbackReport parse(String text) {
        Headers fields = Headers.parse(text);
        List<String> recipients = List.of("Original-Rcpt-To", "Removal-Recipient", "X-HmXmrOriginalRecipient").stream()
                .flatMap(name -> fields.all(name).stream())
                .flatMap(value -> NoticeAddress.in(value).stream())
                .distinct()
                .limit(DeliveryStatus.MOST_RECIPIENTS)
                .toList();
        String type = fields.get("Feedback-Type").toLowerCase(Locale.ROOT).strip();
        return new FeedbackReport(type, recipients);
    }

    Notice.Kind kind() {
        if (type.equals("not-spam")) {
            return Notice.Kind.NOT_SPAM;
        }
        if (type.equals("opt-out") || type.equals("opt-out-list")) {
            return Notice.Kind.UNSUBSCRIBED;
        }
        return NO_COMPLAINT.contains(type) ? Notice.Kind.UNKNOWN : Notice.Kind.COMPLAINT;
    }
}
