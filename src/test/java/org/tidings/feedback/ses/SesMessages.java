package org.tidings.feedback.ses;

import java.util.List;
import java.util.Map;

/** Sample events from the SES guide, in both formats. */
final class SesMessages {

    static final String WHEN = "2026-11-23T09:00:00.000Z";

    private SesMessages() {}

    /** The event publishing format, with the recipient in a message tag. */
    static String event(String type, String member, String details, String token) {
        return """
                {"eventType": "%s",
                 "mail": {"timestamp": "2026-11-23T08:59:00.000Z", "source": "news@x.example", "sendingAccountId": "123456789012",
                  "messageId": "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000", "destination": ["ann@x.example"],
                  "headersTruncated": false, "headers": [{"name": "From", "value": "news@x.example"}],
                  "commonHeaders": {"from": ["news@x.example"], "to": ["ann@x.example"], "messageId": "EXAMPLE7c191be45", "subject": "Hi"},
                  "tags": {"ses:configuration-set": ["set"], "recipient": ["%s"]}, "novelty": {"a": [1]}},
                 "%s": %s, "another": null}""".formatted(type, token, member, details);
    }

    /** The notification format, with the recipient in a header. */
    static String notification(String type, String member, String details, String token) {
        return """
                {"notificationType": "%s",
                 "%s": %s,
                 "mail": {"timestamp": "2026-11-23T08:59:00.000Z", "source": "news@x.example",
                  "sourceArn": "arn:aws:ses:eu-west-1:123456789012:identity/x.example", "sourceIp": "127.0.3.0",
                  "messageId": "EXAMPLE7c191be45", "destination": ["ann@x.example"], "headersTruncated": false,
                  "headers": [{"name": "From", "value": "news@x.example"}, {"name": "x-tidings-recipient", "value": " %s"}],
                  "commonHeaders": {"from": ["news@x.example"], "subject": "Hi"}}}""".formatted(type, member, details, token);
    }

    static String delivery() {
        return TestSns.json(Map.of(
                "timestamp",
                WHEN,
                "processingTimeMillis",
                546,
                "recipients",
                List.of("ann@x.example"),
                "smtpResponse",
                "250 ok: Message 64111812 accepted",
                "reportingMTA",
                "a8-70.smtp-out.amazonses.com"));
    }

    static String bounce(String type, String subType, String status, String diagnosticCode) {
        return TestSns.json(Map.of(
                "bounceType",
                type,
                "bounceSubType",
                subType,
                "bouncedRecipients",
                List.of(Map.of(
                        "emailAddress",
                        "ann@x.example",
                        "action",
                        "failed",
                        "status",
                        status,
                        "diagnosticCode",
                        diagnosticCode)),
                "timestamp",
                WHEN,
                "feedbackId",
                "00000138111222aa",
                "reportingMTA",
                "dsn; a8-70.smtp-out.amazonses.com"));
    }

    /** A bounce without details. */
    static String bounce(String type, String subType) {
        return TestSns.json(Map.of(
                "bounceType", type,
                "bounceSubType", subType,
                "bouncedRecipients", List.of(Map.of("emailAddress", "ann@x.example")),
                "timestamp", WHEN,
                "feedbackId", "00000138111222aa"));
    }

    static String complaint(String feedbackType) {
        return TestSns.json(Map.of(
                "complainedRecipients",
                List.of(Map.of("emailAddress", "ann@x.example")),
                "timestamp",
                WHEN,
                "feedbackId",
                "0000013786031775",
                "userAgent",
                "Amazon SES Mailbox Simulator",
                "complaintFeedbackType",
                feedbackType));
    }

    static String hit(String userAgent) {
        return TestSns.json(Map.of("ipAddress", "192.0.2.1", "timestamp", WHEN, "userAgent", userAgent));
    }

    static String click(String userAgent, String link) {
        return TestSns.json(Map.of(
                "ipAddress",
                "192.0.2.1",
                "timestamp",
                WHEN,
                "userAgent",
                userAgent,
                "link",
                link,
                "linkTags",
                Map.of()));
    }
}
