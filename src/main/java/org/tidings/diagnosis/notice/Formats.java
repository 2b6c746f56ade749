package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.regex.Pattern;
import org.tidings.diagnosis.notice.Format.Reason;

/**
 * The table of notices in prose. To teach it another, add one line where it belongs, and one {@code .eml} of your own
 * writing to the samples of {@code NoticeParserTest}.
 *
 * <p>The first line that fits and finds a recipient decides. In the patterns {@code ADDR} stands for an address, bare or in
 * angle brackets; {@code ^} and {@code $} are those of a line; letter case does not matter. Keep repetitions bounded.
 */
final class Formats {

    private static final String OWN_LINE = "^[ \\t>*\"']{0,12}ADDR[\"']?+[ \\t]*+:?+[ \\t]*+";

    static final List<Format> TABLE = List.of(
            // sendmail 5 to 8 before delivery status notifications; each reason stands before its recipient
            line(
                    "sendmail",
                    "transcript of session follows",
                    "^5\\d\\d (?:5\\.\\d\\.\\d{1,3} )?ADDR\\.\\.\\.",
                    Reason.BEFORE),
            line("sendmail", "transcript of session follows", "^\\s{0,20}>>> RCPT TO:\\s?ADDR", Reason.ANYWHERE),
            line("sendmail", "addresses had (?:permanent|delivery|transient)", "^[ \\t>]{0,12}ADDR", Reason.BEHIND),
            // qmail and its children (also Yahoo, IndiMail, X4): "<address>:" on a line of its own
            line(
                    "qmail",
                    "qmail-send|^Sorry, we were unable to deliver|could not be delivered\\. This$",
                    "^ADDR:\\s*$",
                    Reason.BEHIND),
            line(
                    "postfix",
                    "this is the (?:\\w{1,20} )?(?:mail system|program) at host",
                    "^ADDR(?: \\(expanded from [^)]{1,200}\\))?:",
                    Reason.BEHIND),
            line("opensmtpd", "this is the mailer-daemon, please do not reply", "^\\s{0,8}ADDR:", Reason.BEHIND),
            line(
                    "exim",
                    "created automatically by mail delivery software|создано автоматически",
                    OWN_LINE + "(?:\\(.{0,200}\\))?$",
                    Reason.BEHIND),
            line(
                    "exim",
                    "created automatically by mail delivery software|создано автоматически",
                    "^[ \\t]{0,12}ADDR:",
                    Reason.BEHIND),
            line("zoho", "created automatically by mail delivery software", "^[ \\t]{0,12}ADDR ", Reason.BEHIND),
            line("dragonfly", "dragonfly mail agent", "delivering your mail to ADDR", Reason.BEHIND),
            line(
                    "gmail",
                    "^Delivery to the following recipients? (?:failed|has been delayed)",
                    OWN_LINE + "$",
                    Reason.BEHIND),
            line(
                    "gmail",
                    "^Subject: Delivery Status Notification",
                    "(?:delivering your message to|delivered to|wasn't delivered to) ADDR",
                    Reason.ANYWHERE),
            line(
                    "exchange online",
                    "delivery has failed to these recipients|couldn't be delivered",
                    "ADDR(?:<mailto:[^>]{1,320}>)",
                    Reason.BEHIND),
            line("exchange online", "delivery has failed to these recipients", OWN_LINE + "$", Reason.BEHIND),
            line(
                    "exchange",
                    "did not reach the following recipient|could not be delivered to the following|following recipient\\(s\\)",
                    "^\\s{0,8}(?:did not reach the following recipient(?:\\(s\\))?:\\s{0,8})?ADDR(?: on .{0,80})?\\s*$",
                    Reason.BEHIND),
            line("domino", "was not delivered to:", "was not delivered to:\\s{1,8}ADDR", Reason.BEHIND),
            line(
                    "oracle messaging server",
                    "^\\s{0,4}recipient address: ",
                    "^\\s{0,4}recipient address: {1,4}ADDR",
                    Reason.BEHIND),
            line(
                    "mail marshal",
                    "could not be delivered because of",
                    "following recipients were affected:\\s{1,20}ADDR",
                    Reason.BEFORE),
            line(
                    "ezweb",
                    "each of the following recipients was rejected",
                    "^\\s{0,12}Recipient:\\s{0,8}ADDR",
                    Reason.BEHIND),
            line(
                    "interscan",
                    "unable to deliver message to",
                    "unable to deliver message to:? {0,4}ADDR",
                    Reason.ANYWHERE),
            line(
                    "imail",
                    "^Subject: Undeliverable Mail",
                    "^(?:unknown user|undeliverable to|user mailbox exceeds allowed size|delivery failed \\d{1,4} attempts|invalid final delivery userid|unknown host|[^:\\n]{3,60}):?\\s{1,4}ADDR\\s*$",
                    Reason.ANYWHERE),
            // Amazon SNS by mail instead of by HTTP
            line("amazon ses", "\"notificationType\":\\s?\"Bounce\"", "\"emailAddress\":\\s?\"ADDR\"", Reason.BEHIND),
            line("x6", "we had trouble delivering your message", "rejected recipient ADDR", Reason.BEHIND),
            line("m-filter", "^-------server message", "^ADDR\\s*$", Reason.BEHIND),
            line("verizon", "error message below", "^\\s{0,12}RCPT TO: ADDR", Reason.ANYWHERE));

    /** For all other software: the ways to name a recipient that are met most. */
    static final List<Format> OTHERS = List.of(
            line(
                    "other",
                    "",
                    "^\\s{0,12}(?:final[- ]recipient|failed recipient|recipient(?: address)?|to|rcpt to|delivery failed|delivered to|could not be delivered to|addressed to)\\s?:\\s{0,8}(?:rfc822;\\s?)?ADDR",
                    Reason.ANYWHERE),
            line("other", "", "^[ \\t]{0,12}ADDR:", Reason.BEHIND),
            // "Failed address: ", in any language
            line("other", "", "^[^\\n@:：]{1,40}[:：][ \\t]{0,8}ADDR[ \\t]*$", Reason.ANYWHERE),
            line("other", "", OWN_LINE + "$", Reason.ANYWHERE),
            line("other", "", "^[ \\t>*\"']{0,12}ADDR[ \\t.(]", Reason.BEHIND),
            line(
                    "other",
                    "",
                    "(?:deliver(?:ed|y|ing)?|recipient|address|mailbox|user|account|to) {0,3}:?\\s{1,8}[\"']?ADDR",
                    Reason.ANYWHERE));

    /** A mail server's notice says one of these; prose without them is not read as one. */
    static final Pattern FAILURE = Pattern.compile("(?iu)"
            + String.join(
                    "|",
                    "undeliver(?:able|ed)",
                    "(?:delivery|mail) (?:has )?fail",
                    "delivery (?:status|notification|report|problem|error|incomplete)",
                    "error message below",
                    "able to deliver",
                    "\"notificationType\":\\s?\"Bounce\"",
                    "did not reach the following recipient",
                    "fail(?:ed|ure) (?:notice|delivery|mail|to (?:deliver|send|reach))",
                    "return(?:ed|ing) (?:mail|message)",
                    "mail system error",
                    "(?:could|can) ?not be (?:delivered|sent)",
                    "couldn't be delivered|wasn't delivered|not delivered|unable to deliver|not been delivered",
                    "returned to sender",
                    "error sending your mail",
                    "transcript of session follows",
                    "送信できません|配信できません|送信に失敗|届きません|メールエラー",
                    "не может быть доставлено",
                    "unzustellbar|konnte nicht zugestellt",
                    "non (?:è stato possibile|remis|distribu)|no se (?:pudo|ha podido) entregar"));

    /** The other server goes on trying. */
    static final Pattern DELAY = Pattern.compile(
            "(?iu)"
                    + String.join(
                            "|",
                            "not yet been delivered",
                            "(?:has been|was|is being) delayed",
                            "^Subject: .{0,40}(?:delayed|\\(delay\\)|delivery delay)",
                            "will be retried",
                            "still being retried",
                            "(?:warning|this is a warning) (?:message )?only",
                            "delivery incomplete",
                            "(?:will|we'll) (?:keep|continue) (?:trying|to try)",
                            "delivery attempts will continue"),
            Pattern.MULTILINE);

    private Formats() {}

    private static Format line(String software, String face, String recipient, Reason reason) {
        int flags = Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return new Format(
                software,
                Pattern.compile(face, flags),
                Pattern.compile(recipient.replace("ADDR", NoticeAddress.ANY), flags),
                reason);
    }
}
