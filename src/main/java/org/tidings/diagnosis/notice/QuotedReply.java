package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.EnhancedStatus;
import org.tidings.diagnosis.Reply;

/** Finds a server's answer in what a notice says about it. */
final class QuotedReply {

    static final int LONGEST = 2_000;

    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("(?m)^\\s{0,20}<<<\\s{0,4}([45]\\d\\d[ \\-])"),
            Pattern.compile("(?<![\\w.:/@+\\-])([45]\\d\\d[ \\-]\\s{0,4}#?[245]\\.\\d{1,2}\\.\\d{1,3})"),
            Pattern.compile("(?<![\\w.:/@+\\-])([45]\\d\\d)(?:[ \\-]{1,4}|, |: )(?=[^\\d\\s])"));

    private static final Pattern STATUS = Pattern.compile("(?<![\\w.])([245])\\.([0-7])\\.(\\d{1,3})(?![\\w.]*\\w)");

    /** These steps of a conversation are about us; the recipient has not been named yet. */
    private static final Pattern BEFORE_RECIPIENT = Pattern.compile("(?i)"
            + String.join(
                    "|",
                    "after\\s{1,20}(?:pipelined\\s{1,20})?(?:mail\\s{1,20}from|ehlo|helo|initial\\s{1,20}connection)",
                    ">>> (?:mail from|[eh][eh]lo)",
                    "\\[mail_from\\]",
                    "in\\s{1,20}reply\\s{1,20}to\\s{1,20}(?:mail\\s{1,20}from|ehlo|helo)",
                    "did\\s{1,20}not\\s{1,20}like\\s{1,20}our\\s{1,20}(?:mail\\s{1,20}from|ehlo|helo)",
                    "refused\\s{1,20}to\\s{1,20}talk\\s{1,20}to\\s{1,20}me",
                    // qmail
                    "does\\s{1,20}not\\s{1,20}like\\s{1,20}sender",
                    "but\\s{1,20}(?:greeting\\s{1,20}failed|(?:my\\s{1,20}name|sender)\\s{1,20}was\\s{1,20}rejected)"));

    private static final Pattern RECIPIENT =
            Pattern.compile("(?i)rcpt\\s{1,20}to|>>> data|end\\s{1,20}of\\s{1,20}data");

    /** How {@code org.tidings.diagnosis.Rules} knows such an answer. */
    private static final String STAGE = "after MAIL FROM: ";

    private QuotedReply() {}

    /** The answer; without code and status where the notice quotes none. */
    static Reply in(String words) {
        String text = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        String stage = isBeforeRecipient(text) ? STAGE : "";
        for (Pattern place : PLACES) {
            Matcher m = place.matcher(text);
            if (m.find()) {
                Reply reply = Reply.parse(text.substring(m.start(1)));
                return new Reply(
                        reply.code(),
                        reply.status() == null ? status(text) : reply.status(),
                        stage + oneLine(reply.text()));
            }
        }
        return new Reply(0, status(text), stage + oneLine(text));
    }

    /** Whether the conversation ended before the recipient was named: that of the last host, where several were tried. */
    static boolean isBeforeRecipient(String words) {
        return BEFORE_RECIPIENT
                .matcher(words)
                .results()
                .reduce((earlier, later) -> later)
                .map(last -> !RECIPIENT
                        .matcher(words)
                        .region(last.end(), words.length())
                        .find())
                .orElse(false);
    }

    /** The same answer, known to have come before the recipient was named. */
    static Reply beforeRecipient(Reply reply) {
        return reply.text().startsWith(STAGE) ? reply : new Reply(reply.code(), reply.status(), STAGE + reply.text());
    }

    private static @Nullable EnhancedStatus status(String text) {
        EnhancedStatus found = EnhancedStatus.find(text);
        if (found != null) {
            return found;
        }
        Matcher m = STATUS.matcher(text);
        return m.find()
                ? new EnhancedStatus(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))
                : null;
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s{1,1000}", " ").strip();
    }
}
