package org.tidings.feedback;

/** Sample notices of mail servers. */
final class SampleNotices {

    private SampleNotices() {}

    /** A delivery status notification (RFC 3464) that returns the headers of the message. */
    static String report(String action, String status, String words, String messageToken) {
        return lines(
                "From: MAILER-DAEMON@mx.x.example",
                "To: <someone@news.example>",
                "Subject: Delivery Status Notification",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"",
                "",
                "--b1",
                "Content-Type: text/plain",
                "",
                "This is the mail system at mx.x.example.",
                "--b1",
                "Content-Type: message/delivery-status",
                "",
                "Reporting-MTA: dns; mx.x.example",
                "",
                "Final-Recipient: rfc822; ann@x.example",
                "Action: " + action,
                "Status: " + status,
                "Diagnostic-Code: smtp; " + words,
                "",
                "--b1",
                "Content-Type: text/rfc822-headers",
                "",
                "Message-ID: <" + messageToken + "@news.example>",
                "X-Tidings-Recipient: " + messageToken,
                "Subject: Spring recital",
                "",
                "--b1--");
    }

    /** A feedback report (RFC 5965). */
    static String complaint(String type, String messageToken) {
        return lines(
                "From: fbl@x.example",
                "To: <someone@news.example>",
                "Subject: FW: Spring recital",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=feedback-report; boundary=\"b1\"",
                "",
                "--b1",
                "Content-Type: text/plain",
                "",
                "This is an email abuse report.",
                "--b1",
                "Content-Type: message/feedback-report",
                "",
                "Feedback-Type: " + type,
                "User-Agent: SomeGenerator/1.0",
                "Version: 1",
                "",
                "--b1",
                "Content-Type: message/rfc822",
                "",
                "From: news@news.example",
                "Message-ID: <" + messageToken + "@news.example>",
                "X-Tidings-Recipient: " + messageToken,
                "Subject: Spring recital",
                "",
                "Hi",
                "--b1--");
    }

    /** An out-of-office message (RFC 3834). */
    static String autoReply() {
        return lines(
                "From: Ann <ann@x.example>",
                "To: <someone@news.example>",
                "Subject: Out of office",
                "Auto-Submitted: auto-replied",
                "",
                "I am away until Monday.");
    }

    /** An unsubscribe message of a mail program. */
    static String plain(String to, String subject) {
        return lines("From: Ann <ann@x.example>", "To: <" + to + ">", "Subject: " + subject, "", "Please.");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
