package org.tidings.diagnosis;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of an answer in the form in which phrases are looked for: lower case, one space between words, addresses and hosts replaced by
 * {@code @addr} and {@code @host}, so that mail to {@code spam-policy@example.com} is not taken for a refusal because of spam. Dates are left
 * out, and so are sentences that only say what may be the matter.
 */
final class Wording {

    /** Longer answers are cut, and longer words, so that no pattern takes long whatever a stranger writes. */
    private static final int LONGEST = 2_000;

    private static final Pattern ENDLESS_WORD = Pattern.compile("(\\S{200})\\S++");

    /** Blocklists are named only by a link or host in many replies, so their names stay. */
    private static final Pattern BLOCKLIST = Pattern.compile(
            "spamhaus|spamcop|sorbs|barracudacentral|abuseat|uceprotect|surbl|dnsbl|dsbl|senderscore|rfc-?ignorant|help_spam|nosuch|notfound|\\bspf\\b|rfcmessagenoncompliant");

    private static final Pattern ADDRESS = Pattern.compile(
            "<?(?:\"[^\"]*+\"@\\S++|(?<![^\\s<>\\[\\]();:,@])[^\\s<>\\[\\]();:,@]++@[^\\s<>\\[\\]();,]++)>?");
    private static final Pattern LINK_OR_HOST =
            Pattern.compile("https?:\\s?//\\S++|(?<![\\w.-])(?:[a-z0-9-]{1,63}\\.){1,20}[a-z]{2,63}(?!\\w)");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])\\[?\\d{1,3}(?:\\.\\d{1,3}){3}\\]?(?::\\d{1,5})?(?![\\w.])");
    private static final Pattern DATE = Pattern.compile(
            "(?i)(?<!\\w)(?:(?:mon|tue|wed|thu|fri|sat|sun)\\w{0,6},? )?(?:\\d{1,2}(?:st|nd|rd|th)?[ -])?"
                    + "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?"
                    + "[ -]\\d{1,4},?(?: \\d{4})?(?!\\w)(?: \\d{1,2}:\\d{2}(?::\\d{2})?)?(?: [+-]\\d{4})?(?: \\([a-z]{2,5}\\))?");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z][a-z])|_");
    private static final Pattern SPACE = Pattern.compile("\\s++|\\u00a0|\\u3000");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;])\\s++|(?<=[。！？])|\\n[ \\t]{0,20}\\n");

    /** A month is no verb: "may" speaks of a possibility only before a verb. */
    private static final Pattern MAY_BE = Pattern.compile(
            "(?i)\\b(?:may|might) (?:also |simply |well |possibly )?(?:be|have|not|no longer|exist|contain|consider|indicate|mean|want|need|wish)\\b"
                    + "|\\bcould be (?:because|that|due)\\b|\\b(?:possibly|perhaps|maybe)\\b|\\breasons? (?:are|is|include)\\b"
                    + "|\\b(?:common|possible|likely|typical|usual) (?:causes?|reasons?)\\b|\\ban address that\\b"
                    + "|\\busually (?:means|caused|because|happens)\\b");

    private static final Pattern IF =
            Pattern.compile("(?i)(?<![\\w-])(?:if|whether|unless|falls|wenn|si vous|si el)\\b.*+");

    private final String text;
    private final String doubtful;

    private Wording(String text, String doubtful) {
        this.text = text;
        this.doubtful = doubtful;
    }

    /** Servers and notices explain what may have been the matter, and what to do then: that is kept apart from what they say. */
    static Wording of(String answer) {
        String cut = answer.length() > LONGEST ? answer.substring(0, LONGEST) : answer;
        String plain =
                ADDRESS.matcher(ENDLESS_WORD.matcher(cut).replaceAll("$1 ")).replaceAll(" @addr ");
        String dated = DATE.matcher(plain).replaceAll(" ");
        Map<Boolean, String> sentences = SENTENCE_END
                .splitAsStream(dated)
                .collect(Collectors.partitioningBy(
                        sentence -> MAY_BE.matcher(sentence).find(), Collectors.joining(" ")));
        String certain = SENTENCE_END
                .splitAsStream(sentences.getOrDefault(false, ""))
                .map(sentence -> IF.matcher(sentence).replaceFirst(""))
                .collect(Collectors.joining(" "));
        return new Wording(normalised(certain), normalised(sentences.getOrDefault(true, "")));
    }

    private static String normalised(String certain) {
        String hosts = LINK_OR_HOST
                .matcher(certain)
                .replaceAll(m -> BLOCKLIST.matcher(m.group()).find() ? Matcher.quoteReplacement(m.group()) : " @host ");
        String split = CAMEL.matcher(NUMBER.matcher(hosts).replaceAll(" @ip ")).replaceAll(" ");
        return SPACE.matcher(compatible(split)).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static String compatible(String words) {
        return words.chars().allMatch(c -> c < 128)
                ? words
                : Normalizer.normalize(words, Normalizer.Form.NFKC).replace('\u2019', '\'');
    }

    String text() {
        return text;
    }

    /** The sentences that say what may be the matter; empty if there are none. */
    String doubtful() {
        return doubtful;
    }
}
