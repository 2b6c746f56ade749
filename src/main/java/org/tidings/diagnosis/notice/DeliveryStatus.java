package org.tidings.diagnosis.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.EnhancedStatus;
import org.tidings.diagnosis.Reply;

/**
 * One recipient's fields of a delivery status notification (RFC 3464, section 2.3).
 *
 * @param address the address that was mailed: {@code Original-Recipient} before {@code Final-Recipient}, which may be where
 *     it was forwarded to
 * @param action in lower case, empty where it is missing
 * @param status the field {@code Status}, null where it is missing or broken
 * @param diagnostic the field {@code Diagnostic-Code} without its type, may be empty
 * @param remote the field {@code Remote-MTA}, may be empty
 */
record DeliveryStatus(
        Optional<String> address, String action, @Nullable EnhancedStatus status, String diagnostic, String remote) {

    static final int MOST_RECIPIENTS = 100;

    private static final Pattern STATUS = Pattern.compile("^\\s*([245])\\.([0-7])\\.(\\d{1,3})(?!\\d)");
    private static final Pattern DIAGNOSTIC_TYPE = Pattern.compile("^\\s*[\\w.-]{1,40}\\s*;\\s*");
    private static final Pattern RECIPIENT_FIELD =
            Pattern.compile("(?im)^(?:Final-Recipient|Original-Recipient|Action)\\s{0,4}:");

    /** Whether text has the fields of a delivery status in it. */
    static boolean standsIn(String text) {
        return RECIPIENT_FIELD.matcher(text).results().limit(2).count() == 2;
    }

    /** The groups of fields; a group without a recipient's fields is the message's own and left out. */
    static List<DeliveryStatus> parse(String text) {
        List<DeliveryStatus> statuses = new ArrayList<>();
        for (String group : text.split("\\r?\\n[ \\t]*\\r?\\n", 4 * MOST_RECIPIENTS)) {
            for (Headers fields : perRecipient(Headers.parse(group))) {
                boolean recipient = fields.has("Final-Recipient")
                        || fields.has("Original-Recipient")
                        || fields.has("Action")
                        || fields.has("Status");
                if (recipient && statuses.size() < MOST_RECIPIENTS) {
                    statuses.add(of(fields));
                }
            }
        }
        return statuses;
    }

    /** Some servers forget the empty line between two recipients: then a field that comes again begins the next. */
    private static List<Headers> perRecipient(Headers group) {
        List<Headers> recipients = new ArrayList<>();
        Headers current = new Headers(new ArrayList<>());
        recipients.add(current);
        for (Headers.Field field : group.fields()) {
            if (field.name().equalsIgnoreCase("Final-Recipient") && current.has("Final-Recipient")) {
                current = new Headers(new ArrayList<>());
                recipients.add(current);
            }
            current.fields().add(field);
        }
        return recipients;
    }

    private static DeliveryStatus of(Headers fields) {
        Optional<String> address = NoticeAddress.ofStatus(fields.get("Original-Recipient"), true)
                .or(() -> NoticeAddress.ofStatus(fields.get("Final-Recipient"), false))
                .or(() -> NoticeAddress.ofStatus(fields.get("X-Actual-Recipient"), false));
        String action = fields.get("Action").toLowerCase(Locale.ROOT).split("[^a-z]", 2)[0];
        Matcher m = STATUS.matcher(fields.get("Status"));
        EnhancedStatus status = m.find()
                ? new EnhancedStatus(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))
                : null;
        String diagnostic =
                DIAGNOSTIC_TYPE.matcher(fields.get("Diagnostic-Code")).replaceFirst("");
        // Oracle's server gives its reason only as a comment: "Status: 5.4.4 (Illegal host/domain name found)"
        return new DeliveryStatus(
                address,
                action,
                status,
                diagnostic.isBlank() ? m.replaceFirst("").strip() : diagnostic,
                fields.get("Remote-MTA"));
    }

    /**
     * The answer that led to this status. The receiving server's own words are more exact than the field, which the
     * reporting server fills with what it makes of them; the field is taken where they have no status, or only a vague one.
     */
    Reply reply() {
        Reply said = QuotedReply.in(diagnostic);
        EnhancedStatus own = said.status();
        boolean vague = own == null || (own.subject() == 0 && own.detail() == 0);
        return vague && status != null ? new Reply(said.code(), status, said.text()) : said;
    }
}
