package org.tidings.diagnosis;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replies of our own mail server about us: nobody's fault, and no attempt. Only our own conversation has them. */
final class RelayReplies {

    /**
     * Amazon SES: "454 Throttling failure: Maximum sending rate exceeded" or "Daily message quota exceeded" (SES Developer Guide, "Errors
     * related to the sending quotas").
     */
    private static final Pattern QUOTA =
            Pattern.compile("(?i)throttling failure|maximum sending rate|daily message quota");

    /** Greylisting and reputation are the receiving server's. */
    private static final Pattern RECEIVERS =
            Pattern.compile("(?i)gr[ae]y-?list|reputation|\\bspam|unsolicited|receiving mail");

    private static final Pattern RATE = Pattern.compile(
            "(?i)rate.?limit|rate exceeded|throttl|too many (?:concurrent |simultaneous )?(?:smtp )?(?:connections|messages|e-?mails|sessions)|sending (?:limit|quota)");

    private static final Pattern TLS = Pattern.compile("(?i)\\btls\\b|\\bauth");

    private RelayReplies() {}

    /** RFC 4954, section 6: the codes of AUTH. A wrong password must not fail a whole blast. */
    private static boolean isLogin(Reply reply) {
        return switch (reply.code()) {
            case 432, 530, 534, 535, 538 -> true;
            default -> false;
        };
    }

    static Optional<Topic> topic(Reply reply) {
        if (reply.code() / 100 != 4) {
            return isLogin(reply) ? Optional.of(Topic.RELAY_LOGIN) : Optional.empty();
        }
        if (QUOTA.matcher(reply.text()).find()) {
            return Optional.of(Topic.RELAY_QUOTA);
        }
        if (isLogin(reply)) {
            return Optional.of(Topic.RELAY_LOGIN);
        }
        if (RECEIVERS.matcher(reply.text()).find()) {
            return Optional.empty();
        }
        if (RATE.matcher(reply.text()).find()) {
            return Optional.of(Topic.RELAY_RATE);
        }
        boolean closing = reply.code() == 421 && !isAboutReceiver(reply.status());
        boolean secure = reply.code() == 454 && TLS.matcher(reply.text()).find(); // RFC 3207 and 4954
        return closing || secure ? Optional.of(Topic.RELAY_CLOSING) : Optional.empty();
    }

    /** 421 4.2.1 for one busy mailbox and 421 4.7.0 of one domain must not hold up everybody's mail (RFC 5321, section 3.8). */
    private static boolean isAboutReceiver(@Nullable EnhancedStatus status) {
        return status != null
                && status.category() == 4
                && (status.subject() == 1 || status.subject() == 2 || status.subject() == 7);
    }
}
