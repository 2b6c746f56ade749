package org.tidings.diagnosis;

import org.jspecify.annotations.Nullable;

/** The things that can be the matter, in words a receptionist understands, with what to do next. */
enum Meaning {
    ACCEPTED(Verdict.DELIVERED, "The receiving server accepted the message.", null),

    ARRIVED(Verdict.DELIVERED, "The receiving server reports that the message arrived.", null),
    AUTOMATIC(Verdict.AUTO_REPLY, "The mailbox answered by itself, for example because of a holiday.", null),
    JUNK(
            Verdict.COMPLAINT,
            "The recipient reported the message as junk mail.",
            "Do not mail this address again unless the family asks for it."),

    NO_SUCH_MAILBOX(Verdict.HARD, "No such mailbox.", Advice.FIX_ADDRESS),
    NO_SUCH_DOMAIN(Verdict.HARD, "The part after the @ does not exist or takes no mail.", Advice.FIX_ADDRESS),
    MALFORMED(Verdict.HARD, "The receiving server says that this is not an address.", Advice.FIX_ADDRESS),
    MOVED(Verdict.HARD, "The mailbox has moved and left no new address.", Advice.ASK_ADDRESS),
    INACTIVE(Verdict.HARD, "The mailbox has been closed or switched off.", Advice.ASK_ADDRESS),
    CHANGED_HANDS(Verdict.HARD, "The address now belongs to somebody else.", Advice.ASK_ADDRESS),

    MAILBOX_FULL(
            Verdict.SOFT,
            "Mailbox full.",
            "Tidings tries again by itself. If it stays full, tell the family or ask for another address."),
    GREYLISTED(Verdict.SOFT, "The receiving server asked us to come back later.", Advice.WAIT),
    TOO_MUCH_MAIL(Verdict.SOFT, "The mailbox is getting too much mail at the moment.", Advice.WAIT),
    EXPIRED(Verdict.SOFT, "The receiving server could not be reached for too long.", Advice.FIX_ADDRESS),
    DELAYED(
            Verdict.SOFT,
            "The message is on its way, but has not arrived yet.",
            "Nothing to do: another server goes on trying."),
    BUSY(Verdict.SOFT, "The receiving server could not take the message just now.", Advice.WAIT),

    SPF(Verdict.BLOCKED, "The receiving server refused us: its SPF check failed.", Advice.DOMAIN),
    DKIM(Verdict.BLOCKED, "The receiving server refused us: its DKIM check failed.", Advice.DOMAIN),
    DMARC(Verdict.BLOCKED, "The receiving server refused us: its DMARC check failed.", Advice.DOMAIN),
    UNAUTHENTICATED(
            Verdict.BLOCKED,
            "The receiving server refused us: it could not tell that the mail is ours.",
            Advice.DOMAIN),
    REVERSE_DNS(
            Verdict.BLOCKED,
            "The receiving server refused us: our mail server's name and number do not match.",
            Advice.MAIL_SERVER),
    RELAY_DENIED(Verdict.BLOCKED, "The mail server does not accept mail from us for this address.", Advice.MAIL_SERVER),
    BLOCKLISTED(
            Verdict.BLOCKED,
            "The receiving server refused us: our mail server is on a block list.",
            Advice.MAIL_SERVER),
    SENDER_REFUSED(
            Verdict.BLOCKED,
            "The receiving server does not accept our sender address.",
            "Check the sender address in the settings, or ask the administrator of your mail server."),
    SPAM(
            Verdict.BLOCKED,
            "The receiving server took the message for junk mail.",
            "Look at the wording and links of the message; if many are refused, ask the administrator of your mail server."),
    CONTENT(
            Verdict.BLOCKED,
            "The receiving server did not like the content of the message.",
            "Look at the links and attachments, and send without them or with others."),
    TOO_BIG(Verdict.BLOCKED, "The message is too big for the receiving server.", "Send it with smaller attachments."),
    TOO_FAST(Verdict.BLOCKED, "The receiving server refused us: too much mail from us at once.", Advice.MAIL_SERVER),
    SENDING_LIMIT(
            Verdict.BLOCKED,
            "Our mail server's sending limit is used up.",
            "Wait a day or raise the limit, then send to the failed ones again."),
    LOOP(Verdict.BLOCKED, "The message went round in circles between mail servers.", Advice.MAIL_SERVER),
    PROTOCOL(Verdict.BLOCKED, "The mail servers did not understand each other.", Advice.MAIL_SERVER),
    POLICY(Verdict.BLOCKED, "The receiving server's rules do not allow our message.", Advice.MAIL_SERVER),

    RELAY_RATE(Verdict.TRANSPORT, "Our mail server asked us to send more slowly.", null),
    RELAY_LOGIN(Verdict.TRANSPORT, "Our mail server did not accept our log-in.", Advice.LOGIN),
    RELAY_CLOSING(Verdict.TRANSPORT, "Our mail server is not available at the moment.", null),

    REFUSED_UNCLEAR(
            Verdict.UNKNOWN,
            "The receiving server refused the message; its reason is not one we know.",
            "Read the server's reply, and ask the family whether the address is right."),
    UNCLEAR(Verdict.UNKNOWN, "The answer could not be understood.", "Read the original answer.");

    final Verdict verdict;
    final String sentence;
    final @Nullable String nextStep;

    Meaning(Verdict verdict, String sentence, @Nullable String nextStep) {
        this.verdict = verdict;
        this.sentence = sentence;
        this.nextStep = nextStep;
    }

    /** Next steps that several meanings share. */
    private static final class Advice {
        static final String FIX_ADDRESS = "Check the spelling with the family, then fix the address and resend.";
        static final String ASK_ADDRESS = "Ask the family for an address that they use now.";
        static final String WAIT = "Nothing to do: Tidings tries again by itself.";
        static final String DOMAIN =
                "Ask the administrator of your internet domain to set up SPF, DKIM and DMARC for the mail server.";
        static final String MAIL_SERVER =
                "Show the server's reply to the administrator of your mail server. The address itself may be fine.";
        static final String LOGIN = "Ask the administrator of your mail server to check its user name and password.";
    }
}
