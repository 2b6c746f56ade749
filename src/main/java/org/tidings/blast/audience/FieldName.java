package org.tidings.blast.audience;

import java.util.Locale;

/** A merge field's name made of a column's heading: lower case, underscores for spaces, only what may stand between braces. */
public final class FieldName {

    private FieldName() {}

    /** Such as {@code class_level} for "Class level"; empty when the heading has no letter and no digit. */
    public static String of(String heading) {
        String name = heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}.-]+", "_")
                .replaceAll("^[_.-]+|[_.-]+$", "");
        return name.isEmpty() || Character.isLetter(name.codePointAt(0)) ? name : "field_" + name;
    }
}
