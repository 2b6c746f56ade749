package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the token of one of our own messages: in the return path {@code b+token@}, which mail systems keep best, then in
 * our own header or Message-ID of the returned message, then in what an answer refers to.
 */
final class OwnToken {

    private static final int MOST = 20;

    private static final int SHORTEST = 32;

    /** Base32 of three ids and a signature; some mail systems change its case. */
    private static final String TOKEN = "([a-zA-Z2-7]{" + SHORTEST + ",61})";

    // The look-behind comes last: it is costly, and few places get so far
    private static final Pattern RETURN_PATH = Pattern.compile("[bB]\\+(?<![\\w.+-]..)" + TOKEN + "@");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("[uU]\\+(?<![\\w.+-]..)" + TOKEN + "@");
    private static final Pattern HEADER =
            Pattern.compile("(?im)^[> \\t]{0,8}X-Tidings-Recipient:\\s{0,8}" + TOKEN + "\\b");
    private static final Pattern TAG = Pattern.compile("\\brecipient=" + TOKEN + "\\b");
    private static final Pattern MESSAGE_ID = Pattern.compile("<" + TOKEN + "@[^>\\s]{1,255}>");

    private OwnToken() {}

    /**
     * All that have the shape of one, in the order in which they are to be believed: what another installation signed, and is passed on
     * by one of our recipients, may stand before ours.
     *
     * @param notice the notice's own header fields, one a line
     * @param returned the returned message or its header, as text
     * @param prose what the notice says
     */
    static List<String> find(String notice, String returned, String prose) {
        return inOrder(unlessWithout(notice), unlessWithout(returned), unlessWithout(prose));
    }

    /** The text, or nothing if it has no token: the expressions are costly in long texts, and foreign messages have none. */
    private static String unlessWithout(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run < SHORTEST; i++) {
            char c = text.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
            run = fits ? run + 1 : 0;
        }
        return run == SHORTEST ? text : "";
    }

    private static List<String> inOrder(String notice, String returned, String prose) {
        return Stream.<Supplier<Stream<String>>>of(
                        () -> all(RETURN_PATH, notice),
                        () -> all(HEADER, returned),
                        () -> all(MESSAGE_ID, returned),
                        () -> all(RETURN_PATH, returned),
                        () -> all(TAG, returned),
                        () -> all(UNSUBSCRIBE, returned),
                        () -> all(HEADER, notice),
                        () -> all(MESSAGE_ID, notice),
                        () -> all(UNSUBSCRIBE, notice),
                        () -> all(HEADER, prose),
                        () -> all(MESSAGE_ID, prose),
                        () -> all(RETURN_PATH, prose))
                .flatMap(Supplier::get)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** Most texts lack a character that all but one of the expressions need. */
    private static Stream<String> all(Pattern place, String text) {
        if (place != HEADER && text.indexOf(place == TAG ? '=' : place == MESSAGE_ID ? '<' : '+') < 0) {
            return Stream.empty();
        }
        return place.matcher(text).results().limit(MOST).map(m -> m.group(1));
    }
}
