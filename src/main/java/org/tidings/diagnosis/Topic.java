package org.tidings.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an answer can be about, in words a receptionist understands, with what to do next. The order within a standing is the order in which
 * topics are preferred as the explanation of a verdict; it never changes the verdict.
 */
enum Topic {
    ACCEPTED(Standing.NEWS, Verdict.DELIVERED, "The receiving server accepted the message.", null),
    DELIVERED(Standing.NEWS, Verdict.DELIVERED, "The receiving server reports that the message arrived.", null),
    AUTO_REPLY(
            Standing.NEWS,
            Verdict.AUTO_REPLY,
            "The mailbox answered by itself, for example because of a holiday.",
            null),
    COMPLAINT(
            Standing.NEWS,
            Verdict.COMPLAINT,
            "The recipient reported the message as junk mail.",
            "Do not mail this address again unless the family asks for it."),

    MAILBOX_UNKNOWN(Standing.ADDRESS, Verdict.HARD, "No such mailbox.", Advice.FIX_ADDRESS),
    DOMAIN_UNKNOWN(
            Standing.ADDRESS,
            Verdict.HARD,
            "The part after the @ does not exist or takes no mail.",
            Advice.FIX_ADDRESS),
    MALFORMED(
            Standing.ADDRESS,
            Verdict.HARD,
            "The receiving server says that this is not an address.",
            Advice.FIX_ADDRESS),
    MOVED(Standing.ADDRESS, Verdict.HARD, "The mailbox has moved and left no new address.", Advice.ASK_ADDRESS),
    CHANGED_HANDS(Standing.ADDRESS, Verdict.HARD, "The address now belongs to somebody else.", Advice.ASK_ADDRESS),
    INACTIVE(Standing.ADDRESS, Verdict.HARD, "The mailbox has been closed or switched off.", Advice.ASK_ADDRESS),

    ADDRESS_REFUSED(
            Standing.DOUBT,
            Verdict.SUSPECTED,
            "The receiving server refused the address without saying why.",
            Advice.ONE_MORE_TRY),
    ADDRESS_DOUBTED(Standing.DOUBT, Verdict.SUSPECTED, "The address probably does not exist.", Advice.ONE_MORE_TRY),

    GREYLISTED(Standing.PASSING, Verdict.SOFT, "The receiving server asked us to come back later.", Advice.WAIT),
    RECEIVING_RATE(Standing.PASSING, Verdict.SOFT, "The mailbox is getting too much mail at the moment.", Advice.WAIT),
    MAILBOX_FULL(
            Standing.PASSING,
            Verdict.SOFT,
            "Mailbox full.",
            "Tidings tries again by itself. If it stays full, tell the family or ask for another address."),
    DNS_TROUBLE(
            Standing.PASSING,
            Verdict.SOFT,
            "The name of the receiving server could not be looked up for the moment.",
            Advice.WAIT),
    EXPIRED(
            Standing.PASSING,
            Verdict.SOFT,
            "The receiving server could not be reached for too long.",
            Advice.FIX_ADDRESS),
    SYSTEM(
            Standing.PASSING,
            Verdict.SOFT,
            "The receiving server has trouble of its own.",
            "Tidings tries again by itself. If it stays so, ask the family for another address."),
    TEMPORARY(Standing.PASSING, Verdict.SOFT, "The receiving server could not take the message just now.", Advice.WAIT),
    DELAYED(
            Standing.NEWS,
            Verdict.SOFT,
            "The message is on its way, but has not arrived yet.",
            "Nothing to do: another server goes on trying."),

    UNREGISTERED_SENDER(
            Standing.OURS,
            Verdict.BLOCKED,
            "The address is a hidden one of Apple's, which takes mail only from registered senders.",
            "Register your sending domain with Apple (Sign in with Apple for Email Communication), then send again."),
    DMARC(Standing.OURS, Verdict.BLOCKED, "The receiving server refused us: its DMARC check failed.", Advice.DOMAIN),
    UNAUTHENTICATED(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server refused us: it could not tell that the mail is ours.",
            Advice.DOMAIN),
    SPF(Standing.OURS, Verdict.BLOCKED, "The receiving server refused us: its SPF check failed.", Advice.DOMAIN),
    DKIM(Standing.OURS, Verdict.BLOCKED, "The receiving server refused us: its DKIM check failed.", Advice.DOMAIN),
    REVERSE_DNS(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server refused us: our mail server's name and number do not match.",
            Advice.MAIL_SERVER),
    RELAY_DENIED(
            Standing.OURS,
            Verdict.BLOCKED,
            "The mail server does not accept mail from us for this address.",
            Advice.MAIL_SERVER),
    BLOCKLISTED(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server refused us: our mail server is on a block list.",
            Advice.MAIL_SERVER),
    SENDER_REFUSED(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server does not accept our sender address.",
            "Check the sender address in the settings, or ask the administrator of your mail server."),
    SPAM(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server took the message for junk mail.",
            "Look at the wording and links of the message; if many are refused, ask the administrator of your mail server."),
    TOO_BIG(
            Standing.OURS,
            Verdict.BLOCKED,
            "The message is too big for the receiving server.",
            "Send it with smaller attachments."),
    CONTENT(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server did not like the content of the message.",
            "Look at the links and attachments, and send without them or with others."),
    SENDING_LIMIT(
            Standing.OURS,
            Verdict.BLOCKED,
            "Our mail server's sending limit is used up.",
            "Wait a day or raise the limit, then send to the failed ones again."),
    TOO_FAST(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server refused us: too much mail from us at once.",
            Advice.MAIL_SERVER),
    LIST_CLOSED(
            Standing.OURS,
            Verdict.BLOCKED,
            "The address accepts mail from certain senders only.",
            "Ask the family to allow mail from you, or for another address."),
    LOOP(Standing.OURS, Verdict.BLOCKED, "The message went round in circles between mail servers.", Advice.MAIL_SERVER),
    PROTOCOL(Standing.OURS, Verdict.BLOCKED, "The mail servers did not understand each other.", Advice.MAIL_SERVER),
    POLICY(
            Standing.OURS,
            Verdict.BLOCKED,
            "The receiving server's rules do not allow our message.",
            Advice.MAIL_SERVER),

    /** Says that it refuses the message, and nothing more. */
    MESSAGE_REFUSED(Standing.NEUTRAL, Verdict.BLOCKED, "The receiving server refused the message.", Advice.MAIL_SERVER),
    /** Says that it refuses, and nothing more. */
    REFUSED(Standing.NEUTRAL, Verdict.BLOCKED, "The receiving server refused the message.", Advice.MAIL_SERVER),
    /** Words that add nothing to a status, such as "requested action not taken". */
    EMPTY(Standing.NEUTRAL, Verdict.UNKNOWN, "The answer gives no reason.", "Read the original answer."),

    RELAY_QUOTA(Standing.TRANSPORT, Verdict.TRANSPORT, "Our mail server asked us to send more slowly.", null),
    RELAY_RATE(Standing.TRANSPORT, Verdict.TRANSPORT, "Our mail server asked us to send more slowly.", null),
    RELAY_LOGIN(
            Standing.TRANSPORT,
            Verdict.TRANSPORT,
            "Our mail server did not accept our log-in.",
            "Ask the administrator of your mail server to check its user name and password."),
    RELAY_CLOSING(Standing.TRANSPORT, Verdict.TRANSPORT, "Our mail server is not available at the moment.", null),

    PROBABLY_DEAD(Standing.NEWS, Verdict.SUSPECTED, "Probably dead: one more try.", Advice.ONE_MORE_TRY),
    CONFIRMED_DEAD(
            Standing.NEWS, Verdict.HARD, "Messages of two blasts came back: the address is dead.", Advice.FIX_ADDRESS),
    NOT_UNDERSTOOD(
            Standing.NEWS,
            Verdict.SUSPECTED,
            "The message was given up; the reason is not one we know.",
            "Read the server's reply, and ask the family whether the address is right."),
    UNCLEAR(Standing.NEWS, Verdict.UNKNOWN, "The answer could not be understood.", "Read the original answer.");

    /** Whose trouble a topic is. */
    enum Standing {
        /** The mailbox or its domain: proves that the address is dead, unless another claim speaks against it. */
        ADDRESS,
        /** The address, without proof. */
        DOUBT,
        /** Passes by itself. */
        PASSING,
        /** The sender, the message, or the way. */
        OURS,
        /** Nothing: adds no claim to those of others. */
        NEUTRAL,
        /** Our own mail server; only in our own conversation. */
        TRANSPORT,
        /** No claim about an answer, but a result. */
        NEWS
    }

    final Standing standing;
    final Verdict verdict;
    final String sentence;
    final @Nullable String nextStep;

    Topic(Standing standing, Verdict verdict, String sentence, @Nullable String nextStep) {
        this.standing = standing;
        this.verdict = verdict;
        this.sentence = sentence;
        this.nextStep = nextStep;
    }

    /** The key under which events and rows store the reason, such as {@code mailbox-unknown}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Topic of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Next steps that several topics share. */
    private static final class Advice {
        static final String FIX_ADDRESS = "Check the spelling with the family, then fix the address and resend.";
        static final String ASK_ADDRESS = "Ask the family for an address that they use now.";
        static final String ONE_MORE_TRY =
                "Ask the family whether the address is right. Tidings mails it once more with the next blast.";
        static final String WAIT = "Nothing to do: Tidings tries again by itself.";
        static final String DOMAIN =
                "Ask the administrator of your internet domain to set up SPF, DKIM and DMARC for the mail server.";
        static final String MAIL_SERVER =
                "Show the server's reply to the administrator of your mail server. The address itself may be fine.";
    }
}
