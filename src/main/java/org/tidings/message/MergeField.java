package org.tidings.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A placeholder such as <code>{{first_name|there}}</code>.
 *
 * @param name normalised: lower case, underscores for spaces
 * @param fallback used where the person's value is empty; {@code null} if none was typed
 */
record MergeField(String name, @Nullable String fallback) {
    static final String UNSUBSCRIBE_URL = "unsubscribe_url";
    static final String VIEW_URL = "view_url";
    static final String PREFERENCES_URL = "preferences_url";
    static final String GOT_IT_URL = "got_it_url";
    static final String POLL_URL = "poll_url";

    private static final Set<String> OWN_URLS =
            Set.of(UNSUBSCRIBE_URL, VIEW_URL, PREFERENCES_URL, GOT_IT_URL, POLL_URL);

    /** Editors put no-break spaces between braces; anything else that is not a plain name stays as typed. */
    static final Pattern PATTERN = Pattern.compile(
            "\\{\\{[\\s\\u00a0]*+(\\p{L}[\\p{L}\\p{N}\\p{M} \\u00a0_.-]*+)(?:\\|([^{}]*+))?+[\\s\\u00a0]*+}}");

    static MergeField of(MatchResult match) {
        String fallback = match.group(2);
        return new MergeField(
                normalise(match.group(1)),
                fallback == null ? null : fallback.replace('\u00a0', ' ').strip());
    }

    /** True if the whole of a text is one placeholder. */
    static boolean isWhole(String text) {
        return PATTERN.matcher(text.strip()).matches();
    }

    static String normalise(String name) {
        return name.replace('\u00a0', ' ').strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "_");
    }

    /** The message's own addresses, which Tidings fills in. */
    boolean isOwnUrl() {
        return OWN_URLS.contains(name);
    }

    boolean leavesBlank(Person person) {
        return !isOwnUrl() && fallback == null && person.value(name).isEmpty();
    }

    String valueFor(Person person) {
        String value = person.value(name);
        return value.isEmpty() && fallback != null ? fallback : value;
    }
}
