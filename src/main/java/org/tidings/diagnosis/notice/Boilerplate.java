package org.tidings.diagnosis.notice;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts away what a notice says without saying what happened: warnings that gateways put on top, footers of virus scanners and lawyers, lists of
 * what such errors commonly mean, and lines of our own message.
 */
final class Boilerplate {

    private static final Pattern PARAGRAPH = Pattern.compile("\\n[ \\t]{0,100}\\n");

    private static final Pattern BANNER = Pattern.compile("(?i)"
            + String.join(
                    "|",
                    "\\b(?:caution|warning|attention|notice|achtung|vorsicht|prudence|precauci[oó]n)\\b ?[:!*\\-]{1,3}.{0,60}(?:external|e-?mail|sender|mail|message|link|extern|source)",
                    "\\[?\\b(?:external|extern|externe)\\b (?:e-?mail|sender|mail|message|nachricht)\\]?",
                    "(?:e-?mail|mail|message|nachricht) (?:originated|came|comes|is|was sent|was received|stammt) (?:from )?(?:an )?(?:outside|external|extern)",
                    "from outside (?:of )?(?:the|your|our)",
                    "do not (?:click|open) (?:on )?(?:any )?(?:links?|attachments?)|(?:clicking|opening) (?:on )?(?:any )?(?:links?|attachments?)",
                    "(?:has been|was|is|been) (?:\\w{1,20} )?(?:scanned|checked|swept|inspected|verified)\\b.{0,60}(?:virus|malware|spam|threat|content|security)",
                    "\\bscanned (?:for|by|with)\\b",
                    "virus-free|no virus(?:es)? (?:found|detected)|keine viren",
                    "(?:confidential|privileged|proprietary).{0,80}(?:information|intended|recipient|addressee|message|e-?mail)",
                    "intended (?:only |solely |exclusively )?(?:for|recipient)",
                    "if you (?:are not|received this|have received).{0,60}(?:intended|in error|by mistake)",
                    "please consider the environment|think before (?:you )?print",
                    "disclaimer|vertraulich",
                    "protected by .{0,40}(?:gateway|filter|security|antispam|anti-spam|antivirus)",
                    "to unsubscribe|manage your (?:preferences|subscription)",
                    "report (?:this )?(?:as )?(?:spam|phishing)|mark as spam|report suspicious"));

    private static final Pattern ANSWER = Pattern.compile("@|(?<![\\w.])[45]\\d\\d[ \\-]|(?<![\\w.])[45]\\.\\d\\.\\d");

    private Boilerplate() {}

    static String cut(String words) {
        String own = NoticeText.unquoted(words);
        if (!BANNER.matcher(own).find()) {
            return own;
        }
        return PARAGRAPH
                .splitAsStream(own)
                .flatMap(paragraph -> ANSWER.matcher(paragraph).find() ? lines(paragraph) : whole(paragraph))
                .collect(Collectors.joining("\n\n"));
    }

    private static Stream<String> whole(String paragraph) {
        return BANNER.matcher(paragraph).find() ? Stream.empty() : Stream.of(paragraph);
    }

    private static Stream<String> lines(String paragraph) {
        return Stream.of(paragraph
                .lines()
                .filter(line ->
                        ANSWER.matcher(line).find() || !BANNER.matcher(line).find())
                .collect(Collectors.joining("\n")));
    }
}
