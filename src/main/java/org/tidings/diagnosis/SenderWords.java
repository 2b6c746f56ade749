package org.tidings.diagnosis;

/** What servers say of the sender in words that might be of a mailbox, as regular expressions in lower case; for {@link Rules}. */
final class SenderWords {

    /** What may be said of a mailbox, and here is said of something else just named. */
    private static final String NO_GOOD =
            ".{0,40}(?:reject|refus|unknown|invalid|not valid|suspend|disabled|(?:not|n't) (?:exist|resolve|found|known|allowed)|non-?exist|denied|blocked|forged|null mx)";

    /** In callbacks, bounce tags and log-ins whatever is unknown is the sender's. */
    static final String[] REFUSED = {
        // not "please notify the sender", nor "sender will be informed"
        "(?<!\\b(?:to|notify|inform) )(?<!\\b(?:to|notify|inform) the )(?<!original )\\b(?:sender|originator)s?\\b"
                + "(?!,? (?:please|should|will|has been|was|is being))" + NO_GOOD,
        "\\(sender\\)",
        "\\b(?:reply-to|message-id|reverse[- ]path|headers?|bounce address)\\b" + NO_GOOD,
        "\\b(?:links?|urls?) in (?:the |your )?(?:message|mail|body)\\b" + NO_GOOD,
        "\\bcall-?(?:back|out)\\b(?!.{0,40}rcpt)",
        "called:.{0,60}\\bsent:", // Exim tells the conversation with the sender's server
        "\\bbatv\\b",
        "backscatter",
        "\\bin mail from\\b",
        "\\bfrom (?:address|domain|account)\\b",
        "invalid address: from",
        "\\boutgoing (?:e?-?mail|message|smtp)",
        "(?:invalid|unknown) user or password",
        "authentication: ",
        "from unknown host",
        "\\byour (?:e-?mail )?(?:address|account) (?:does not|doesn't|is not)"
    };

    private SenderWords() {}
}
