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
    private static final Pattern BEFORE_RECIPIENT = Pattern.compile(
            "(?i)after (?:pipelined )?(?:mail from|ehlo|helo|initial connection)|>>> (?:mail from|[eh][eh]lo)|\\[mail_from\\]"
                    + "|in reply to (?:mail from|ehlo|helo)|did not like our (?:mail from|ehlo|helo)");

    private QuotedReply() {}

    /** The answer; without code and status where the notice quotes none. */
    static Reply in(String words) {
        String text = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        String stage = BEFORE_RECIPIENT.matcher(text).find() ? "after MAIL FROM: " : "";
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
