package org.tidings.simulator;

import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Builds bounces, complaints and automatic replies to a message. */
final class ReturnMail {

    private final String address;
    private final String sender;
    private final String headers;
    private final String subject;
    private final String date;

    /** Creates the builder for a message that was accepted now or earlier. */
    ReturnMail(Arrival arrival, Instant now) {
        address = arrival.address();
        sender = arrival.sender();
        headers = headersOf(new String(arrival.raw(), StandardCharsets.UTF_8));
        subject = arrival.message().subject();
        date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
    }

    /** An asynchronous bounce, "no such mailbox" (RFC 3464). */
    byte[] bounce() {
        return report(
                "Mail Delivery System <MAILER-DAEMON@%s>".formatted(domain()),
                "Undelivered Mail Returned to Sender",
                "delivery-status",
                """
                Your message to <%s> could not be delivered.

                550 5.1.1 <%s>: Recipient address rejected: User unknown
                """.formatted(address, address),
                """
                Reporting-MTA: dns; mx.%s
                Arrival-Date: %s

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <%s>: Recipient address rejected: User unknown
                """.formatted(domain(), date, address, address));
    }

    /** A feedback loop report: the recipient marked the message as spam (RFC 5965). */
    byte[] complaint() {
        return report(
                "Feedback Loop <fbl@%s>".formatted(domain()),
                "Abuse report: " + ascii(subject),
                "feedback-report",
                """
                This is an abuse report for a message that was received on %s.
                """.formatted(date),
                """
                Feedback-Type: abuse
                User-Agent: TidingsSimulator/1.0
                Version: 1
                Original-Mail-From: <%s>
                Original-Rcpt-To: <%s>
                Arrival-Date: %s
                Reported-Domain: %s
                """.formatted(sender, address, date, sender.substring(sender.lastIndexOf('@') + 1)));
    }

    /** An out-of-office reply (RFC 3834). */
    byte[] autoReply() {
        return wire("""
                From: <%s>
                To: <%s>
                Subject: Out of office: %s
                Date: %s
                Message-ID: <%s@%s>
                Auto-Submitted: auto-replied
                Precedence: auto_reply
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                I am away until Monday and read my mail then.
                """.formatted(address, sender, ascii(subject), date, id(), domain()));
    }

    private byte[] report(String from, String title, String type, String words, String fields) {
        String boundary = "report-" + id();
        return wire("""
                From: %s
                To: <%s>
                Subject: %s
                Date: %s
                Message-ID: <%s@%s>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=%s; boundary="%s"

                --%s
                Content-Type: text/plain; charset=utf-8

                %s
                --%s
                Content-Type: message/%s

                %s
                --%s
                Content-Type: text/rfc822-headers

                %s
                --%s--
                """.formatted(
                        from, sender, title, date, id(), domain(), type, boundary, boundary, words, boundary, type,
                        fields, boundary, headers, boundary));
    }

    private String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static String id() {
        return UlidCreator.getMonotonicUlid().toLowerCase();
    }

    private static String ascii(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static String headersOf(String raw) {
        String unix = raw.replace("\r\n", "\n");
        int end = unix.indexOf("\n\n");
        return end < 0 ? "" : unix.substring(0, end + 1);
    }

    private static byte[] wire(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
