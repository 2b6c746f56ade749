package org.tidings.blast.audience;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a name into first and last name. The first word is the first name, the rest is the last name ("Anna van der Berg"), unless there is a
 * comma ("Lee, Ann"). What is in brackets or quotation marks inside a name belongs to it: {@code Lee (Mum)}, {@code Ann "Nan" Lee}.
 */
record PersonName(@Nullable String first, @Nullable String last) {

    static final PersonName NONE = new PersonName(null, null);

    private static final String BEFORE = "\"'“”‘’,;:<>()[]-";
    private static final String AFTER = "\"“”,;:<>()[]-";
    private static final String SEPARATORS = ",;:-";
    private static final String OPENING = "\"“'‘<([";
    private static final String CLOSING = "\"”'’>)]";

    /** Brackets of longer texts are not looked at. */
    private static final int LONGEST = 300;

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv", "md", "phd", "esq");

    static PersonName of(String written) {
        String name = tidy(written);
        if (name.indexOf('@') >= 0) {
            return NONE; // mail programs use the address as the name if there is none
        }
        int comma = name.indexOf(',');
        if (comma > 0 && !isSuffix(name.substring(comma + 1))) {
            return of(COMMA.matcher(name.substring(comma + 1)).replaceAll(" "), name.substring(0, comma));
        }
        int space = name.indexOf(' ');
        return space < 0
                ? new PersonName(orNull(name), null)
                : new PersonName(name.substring(0, space), orNull(name.substring(space + 1)));
    }

    static PersonName of(String first, String last) {
        return new PersonName(orNull(tidy(first)), orNull(tidy(last)));
    }

    boolean isEmpty() {
        return first == null && last == null;
    }

    private static boolean isSuffix(String words) {
        return SUFFIXES.contains(words.strip().replace(".", "").toLowerCase(Locale.ROOT));
    }

    private static String tidy(String text) {
        String name = text.strip().replaceAll("\\s+", " ");
        return name.length() > LONGEST ? Edges.strip(name, BEFORE, AFTER) : withoutWrapping(name);
    }

    /** Removes separators, pairs around the whole name, and brackets and quotation marks that have no counterpart. */
    private static String withoutWrapping(String text) {
        String name = Edges.strip(text, SEPARATORS, SEPARATORS);
        if (name.isEmpty()) {
            return name;
        }
        int opening = OPENING.indexOf(name.charAt(0));
        int closing = CLOSING.indexOf(name.charAt(name.length() - 1));
        if (opening >= 0 && (opening == closing || name.indexOf(CLOSING.charAt(opening), 1) < 0)) {
            boolean isPair = opening == closing && name.length() > 1;
            return withoutWrapping(name.substring(1, isPair ? name.length() - 1 : name.length()));
        }
        boolean isApostrophe = closing >= 0 && "'’".indexOf(name.charAt(name.length() - 1)) >= 0;
        if (closing >= 0 && !isApostrophe && name.lastIndexOf(OPENING.charAt(closing), name.length() - 2) < 0) {
            return withoutWrapping(name.substring(0, name.length() - 1));
        }
        boolean isStray = CLOSING.indexOf(name.charAt(0)) >= 0 && opening < 0;
        return isStray ? withoutWrapping(name.substring(1)) : name;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
