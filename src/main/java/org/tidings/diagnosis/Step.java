package org.tidings.diagnosis;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The step of an SMTP conversation at which a server refused. */
public enum Step {
    /** Not known. */
    UNKNOWN,
    /** At the connection, HELO or MAIL FROM: before the recipient was named, so whatever is unknown there is the sender's. */
    BEFORE_RECIPIENT,
    /** At RCPT TO: about the recipient. */
    RECIPIENT,
    /** At DATA or after the final dot: about the message, too. */
    DATA;

    private static final Pattern MENTION = Pattern.compile(
            "(?i)(?=[>adfirbe\\[])"
                    + "(?:"
                    // group 1: before the recipient
                    + "((?:after|in\\s{1,20}reply\\s{1,20}to)\\s{1,20}(?:pipelined\\s{1,20})?(?:mail\\s{1,20}from|ehlo|helo|initial\\s{1,20}connection)"
                    + "|>>> (?:mail from|[eh][eh]lo)|\\[mail_from\\]"
                    + "|did\\s{1,20}not\\s{1,20}like\\s{1,20}our\\s{1,20}(?:mail\\s{1,20}from|ehlo|helo)"
                    + "|refused\\s{1,20}to\\s{1,20}talk\\s{1,20}to\\s{1,20}me"
                    + "|does\\s{1,20}not\\s{1,20}like\\s{1,20}sender"
                    + "|but\\s{1,20}(?:greeting\\s{1,20}failed|(?:my\\s{1,20}name|sender)\\s{1,20}was\\s{1,20}rejected))"
                    // group 2: the recipient
                    + "|(rcpt\\s{1,20}to\\b|\\[rcpt_to\\]|does\\s{1,20}not\\s{1,20}like\\s{1,20}recipient)"
                    // group 3: the content
                    + "|(>>> data|end\\s{1,20}of\\s{1,20}(?:data|message)|(?:after|reply\\s{1,20}to)\\s{1,20}data\\b|failed\\s{1,20}after\\s{1,20}i\\s{1,20}sent\\s{1,20}the\\s{1,20}message))");

    /** sendmail sends DATA with RCPT in one go, and shows the answer to RCPT behind both. */
    private static final Pattern PIPELINED =
            Pattern.compile("(?i)>>> data(?s:.{1,600}?)(?:<<< 503 .{0,30}(?:rcpt|recipient)|\\.\\.\\. user unknown)");

    /** The last step that a text names: that of the last host, where several were tried. */
    public static Step in(String words) {
        Step named = named(words);
        return named == DATA && PIPELINED.matcher(words).find() ? RECIPIENT : named;
    }

    private static Step named(String words) {
        return MENTION.matcher(words)
                .results()
                .reduce((earlier, later) -> later)
                .map(Step::of)
                .orElse(UNKNOWN);
    }

    private static Step of(MatchResult mention) {
        return mention.group(1) != null ? BEFORE_RECIPIENT : mention.group(2) != null ? RECIPIENT : DATA;
    }
}
