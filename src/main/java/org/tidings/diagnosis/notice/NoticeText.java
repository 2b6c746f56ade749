package org.tidings.diagnosis.notice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a notice says to a person, and what it returns of our message in the same text.
 *
 * @param from the field {@code From} of the notice
 * @param subject its subject, decoded
 * @param words the text up to the returned message
 * @param returned what comes behind, may be empty
 */
record NoticeText(String from, String subject, String words, String returned) {

    private static final Pattern RETURNED = Pattern.compile("(?im)^(?:[>|*#= \\t-]{0,60}(?:"
            + String.join(
                    "|",
                    "(?:this is|below (?:this line )?is|enclosed is|included is|following is) an? (?:copy|excerpt)",
                    "below (?:this line )?is (?:a|the) (?:copy|original)",
                    "(?:the )?(?:header|headers) of the (?:original|returned) message",
                    "(?:the )?(?:original|returned|undelivered|unsent|rejected|bounced) (?:message|mail)"
                            + "(?: headers?| info| information| text| is| follows?| -|\\s*$)",
                    "message (?:text|headers?) follows?",
                    "(?:message|mail) header",
                    "start of (?:returned|original|forwarded) message",
                    "included is a copy of",
                    "------ ?this is a copy",
                    "元のメッセージ")
            // Quoted fields that are indented belong to the words
            + ")|received:\\s{1,20}(?:from|by|\\(qmail)|return-path:|message-id:\\s{0,20}<).{0,200}$");

    private static final Pattern OURS =
            Pattern.compile("(?im)^(?:>.{0,4000}|[ \\t]{0,20}(?:subject|betreff|objet|件名)[ \\t]{0,4}:.{0,4000})$");

    private static final Pattern MAY_BE = Pattern.compile(
            "(?im)^.{0,200}\\b(?:common|possible|likely) (?:causes|reasons)\\b.{0,200}(?:\\n[ \\t]*+[^\\s][^\\n]*+){0,30}");

    static NoticeText of(String from, String subject, String text) {
        String clean = text.replace("\r", "").replace('\u00a0', ' ');
        Matcher m = RETURNED.matcher(clean);
        // A notice that begins with the returned header has no words of its own before it
        return m.find()
                ? new NoticeText(from, subject, clean.substring(0, m.start()), clean.substring(m.start()))
                : new NoticeText(from, subject, clean, "");
    }

    /** Without lines of our message, and without what such things may generally come from. */
    static String unquoted(String words) {
        return OURS.matcher(MAY_BE.matcher(words).replaceAll("")).replaceAll("");
    }

    /** What formats are recognised by. */
    String face() {
        return "From: " + from + "\nSubject: " + subject + "\n" + words;
    }
}
