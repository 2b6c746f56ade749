package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.EnhancedStatus;
import org.tidings.diagnosis.Reply;

/** Finds a server's answer in what a notice says about it. */
final class QuotedReply {

    static final int LONGEST = 2_000;

    /** A transcript: 503 only follows from the reply before it. */
    private static final Pattern TRANSCRIPT = Pattern.compile("(?m)^\\s{0,20}<<<\\s{0,4}((?!503)[45]\\d\\d)[ \\-]");

    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("(?<![\\w.:/@+\\-])([45]\\d\\d[ \\-]\\s{0,4}#?[245]\\.\\d{1,2}\\.\\d{1,3})"),
            Pattern.compile("(?<![\\w.:/@+\\-])([45]\\d\\d)(?:[ \\-]{1,4}|, |: )(?=[^\\d\\s])"));

    private static final Pattern STATUS = Pattern.compile("(?<![\\w.])([245])\\.([0-7])\\.(\\d{1,3})(?![\\w.]*\\w)");

    /** Behind a reply, these begin something else. */
    private static final Pattern END = Pattern.compile(
            "\\n[ \\t]{0,100}\\n|\\n[ \\t]{0,20}(?:>>>|\\.\\.\\. |-----|\\*\\*\\*\\*\\*|=====|giving up|reporting-mta|i'm not going to try)",
            Pattern.CASE_INSENSITIVE);

    private QuotedReply() {}

    /** The answer; without code and status where the notice quotes none. */
    static Reply in(String words) {
        String text = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        int start = start(text);
        if (start < 0) {
            return new Reply(0, status(text), oneLine(text));
        }
        Reply reply = Reply.parse(text.substring(start));
        return new Reply(reply.code(), reply.status() == null ? status(text) : reply.status(), oneLine(reply.text()));
    }

    /** All the words, with the code and status that stand among them. */
    static Reply whole(String words) {
        Reply reply = in(words);
        return new Reply(
                reply.code(), reply.status(), oneLine(words.length() > LONGEST ? words.substring(0, LONGEST) : words));
    }

    /** The quoted reply alone, from its code to the end of its paragraph; empty if none is quoted. */
    static String quoted(String words) {
        int start = start(words);
        if (start < 0) {
            return "";
        }
        Matcher end = END.matcher(words);
        return end.find(start) ? words.substring(start, end.start()) : words.substring(start);
    }

    private static int start(String text) {
        int transcript = lastOfTranscript(text);
        if (transcript >= 0) {
            return transcript;
        }
        for (Pattern place : PLACES) {
            Matcher m = place.matcher(text);
            if (m.find()) {
                return m.start(1);
            }
        }
        return -1;
    }

    /** The first line of the last reply: where several hosts were tried, that of the last. */
    private static int lastOfTranscript(String text) {
        List<MatchResult> lines = TRANSCRIPT.matcher(text).results().toList();
        int last = lines.size() - 1;
        while (last > 0
                && lines.get(last).group(1).equals(lines.get(last - 1).group(1))
                && text.indexOf('\n', lines.get(last - 1).end())
                        >= lines.get(last).start() - 1) {
            last--;
        }
        return last < 0 ? -1 : lines.get(last).start(1);
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
