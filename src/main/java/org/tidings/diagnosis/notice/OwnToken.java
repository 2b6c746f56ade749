package org.tidings.diagnosis.notice;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the token of one of our own messages: in the return path {@code b+token@}, which mail systems keep best, then in
 * our own header or Message-ID of the returned message, then in what an answer refers to.
 */
final class OwnToken {

    /** Base32 of two ids and a signature; some mail systems change its case. */
    private static final String TOKEN = "([a-zA-Z2-7]{30,60})";

    // The look-behind comes last: it is costly, and few places get so far
    private static final Pattern RETURN_PATH = Pattern.compile("[bB]\\+(?<![\\w.+-]..)" + TOKEN + "@");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("[uU]\\+(?<![\\w.+-]..)" + TOKEN + "@");
    private static final Pattern HEADER =
            Pattern.compile("(?im)^[> \\t]{0,8}X-Tidings-Recipient:\\s{0,8}" + TOKEN + "\\b");
    private static final Pattern TAG = Pattern.compile("\\brecipient=" + TOKEN + "\\b");
    private static final Pattern MESSAGE_ID = Pattern.compile("<" + TOKEN + "@[^>\\s]{1,255}>");

    private OwnToken() {}

    /**
     * Looks in this order.
     *
     * @param notice the notice's own header fields, one a line
     * @param returned the returned message or its header, as text
     * @param prose what the notice says
     */
    static Optional<String> find(String notice, String returned, String prose) {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> first(RETURN_PATH, notice),
                        () -> first(HEADER, returned),
                        () -> first(MESSAGE_ID, returned),
                        () -> first(RETURN_PATH, returned),
                        () -> first(TAG, returned),
                        () -> first(UNSUBSCRIBE, returned),
                        () -> first(HEADER, notice),
                        () -> first(MESSAGE_ID, notice),
                        () -> first(UNSUBSCRIBE, notice),
                        () -> first(HEADER, prose),
                        () -> first(MESSAGE_ID, prose),
                        () -> first(RETURN_PATH, prose))
                .flatMap(place -> place.get().stream())
                .findFirst();
    }

    private static Optional<String> first(Pattern place, String text) {
        Matcher m = place.matcher(text);
        return m.find() ? Optional.of(m.group(1)) : Optional.empty();
    }
}
