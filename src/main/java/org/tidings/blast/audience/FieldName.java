package org.tidings.blast.audience;

import java.util.Locale;
import java.util.regex.Pattern;

/** Converts a column heading to the name of a merge field: lower case, with underscores for characters that are not allowed. */
public final class FieldName {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\p{L}\\p{N}\\p{M}.-]+");
    private static final Pattern EDGES = Pattern.compile("^[_.-]++|(?<![_.-])[_.-]++$");

    /** Characters of a name; the rest of a heading is dropped. */
    static final int LONGEST = 100;

    private FieldName() {}

    /** For example {@code class_level} for "Class level"; empty if the heading has neither letters nor digits. */
    public static String of(String heading) {
        String lower = heading.toLowerCase(Locale.ROOT);
        String name = EDGES.matcher(NOT_ALLOWED.matcher(lower).replaceAll("_")).replaceAll("");
        String field = name.isEmpty() || Character.isLetter(name.codePointAt(0)) ? name : "field_" + name;
        return EDGES.matcher(field.codePoints()
                        .limit(LONGEST)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
                .replaceAll("");
    }
}
