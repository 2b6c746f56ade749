package org.tidings.diagnosis;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at: a reply, and its words in lower case without addresses, host names and links, so that mail to
 * {@code spam-policy@example.com} is not taken for a refusal because of spam.
 */
record Clues(Reply reply, String prose, boolean isQuoted, boolean givenUp) {

    /** Longer answers are cut, and longer words, so that no pattern takes long whatever a stranger writes. */
    private static final int LONGEST_PROSE = 2_000;

    /** Notices explain what may have been the matter, and what to do if so: that is not what the server said. */
    private static final Pattern HYPOTHESIS = Pattern.compile(
            "(?i)\\b(?:if|may|might|could be (?:because|that|due)|possibly|perhaps|reasons? (?:are|is|include)|an address that)\\b");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    private static final Pattern ENDLESS_WORD = Pattern.compile("(\\S{200})\\S+");

    /** Blocklists are named only by a link or host in many replies, so their names stay. */
    static final String BLOCKLISTS = "spamhaus|spamcop|sorbs|barracudacentral|abuseat|uceprotect|surbl|dnsbl";

    private static final Pattern ADDRESS =
            Pattern.compile("\"[^\"]*+\"@\\S++|(?<![^\\s<>\\[\\]();:,@])[^\\s<>\\[\\]();:,@]++@[^\\s<>\\[\\]();,]++");
    private static final Pattern LINK_OR_HOST =
            Pattern.compile("https?://\\S++|(?<![\\w.-])(?:[a-z0-9-]{1,63}\\.){1,20}[a-z]{2,63}(?!\\w)");
    private static final Pattern BLOCKLIST = Pattern.compile(BLOCKLISTS);

    static Clues in(Reply reply) {
        return in(reply, false, false);
    }

    /**
     * Clues in a reply.
     *
     * @param quoted in a notice, which came back after our relay had taken the message
     * @param givenUp no code and no status is quoted, but another server reports that it gave the message up
     */
    static Clues in(Reply reply, boolean quoted, boolean givenUp) {
        String text = reply.text().length() > LONGEST_PROSE ? reply.text().substring(0, LONGEST_PROSE) : reply.text();
        String prose = // addresses first: those of may-and-if@example.org are no words
                ADDRESS.matcher(ENDLESS_WORD.matcher(text).replaceAll("$1 ")).replaceAll(" ");
        if (quoted) {
            prose = SENTENCE_END
                    .splitAsStream(prose)
                    .filter(sentence -> !HYPOTHESIS.matcher(sentence).find())
                    .collect(Collectors.joining(" "));
        }
        prose = LINK_OR_HOST
                .matcher(prose)
                .replaceAll(m -> BLOCKLIST.matcher(m.group()).find() ? Matcher.quoteReplacement(m.group()) : " ")
                .replace('\u2019', '\'');
        return new Clues(reply, prose.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT), quoted, givenUp);
    }

    /** The reply is permanent, and no temporary status beside the code contradicts it (as in "554 4.4.7"). */
    boolean surelyPermanent() {
        @Nullable EnhancedStatus status = reply.status();
        return givenUp || (reply.permanent() && (status == null || status.category() == 5));
    }

    /** Any of the reply codes. */
    static Predicate<Clues> code(int... codes) {
        return clues -> {
            for (int code : codes) {
                if (clues.reply.code() == code) {
                    return true;
                }
            }
            return false;
        };
    }

    static Predicate<Clues> success() {
        return clues -> clues.reply.code() / 100 == 2;
    }

    static Predicate<Clues> temporary() {
        return clues -> clues.reply.code() / 100 == 4
                || (clues.reply.code() == 0
                        && clues.reply.status() != null
                        && clues.reply.status().category() == 4);
    }

    static Predicate<Clues> permanent() {
        return clues -> clues.givenUp || clues.reply.permanent();
    }

    static Predicate<Clues> quoted() {
        return Clues::isQuoted;
    }

    static Predicate<Clues> noStatus() {
        return clues -> clues.reply.status() == null;
    }

    /** Any of the statuses; a star stands for any number: "5.7.*", "*.2.2". */
    static Predicate<Clues> status(String... patterns) {
        Pattern any =
                Pattern.compile(String.join("|", patterns).replace(".", "\\.").replace("*", "\\d{1,3}"));
        return clues -> clues.reply.status() != null
                && any.matcher(clues.reply.status().toString()).matches();
    }

    /** The words match any of the regular expressions, written in lower case. */
    static Predicate<Clues> text(String... expressions) {
        Pattern any = Pattern.compile(String.join("|", expressions));
        return clues -> any.matcher(clues.prose).find();
    }
}
