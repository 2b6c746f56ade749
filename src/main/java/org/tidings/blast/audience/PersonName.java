package org.tidings.blast.audience;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a name into first and last name. The first word is the first name, the rest is the last name ("Anna van der Berg"), unless there is a
 * comma ("Lee, Ann").
 */
record PersonName(@Nullable String first, @Nullable String last) {

    static final PersonName NONE = new PersonName(null, null);

    private static final String BEFORE = "\"'“”‘’,;:<>()[]-";
    private static final String AFTER = "\"“”,;:<>()[]-";
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'(.*)'");

    static PersonName of(String written) {
        String name = tidy(written);
        if (name.indexOf('@') >= 0) {
            return NONE; // mail programs use the address as the name if there is none
        }
        int comma = name.indexOf(',');
        if (comma > 0) {
            return of(name.substring(comma + 1), name.substring(0, comma));
        }
        int space = name.indexOf(' ');
        return space < 0 ? of(name, "") : of(name.substring(0, space), name.substring(space + 1));
    }

    static PersonName of(String first, String last) {
        return new PersonName(orNull(tidy(first)), orNull(tidy(last)));
    }

    boolean isEmpty() {
        return first == null && last == null;
    }

    private static String tidy(String text) {
        String name = text.strip().replaceAll("\\s+", " ");
        name = SINGLE_QUOTED.matcher(name).replaceFirst("$1");
        return Edges.strip(name, BEFORE, AFTER);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
