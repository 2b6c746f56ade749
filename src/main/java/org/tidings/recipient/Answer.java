package org.tidings.recipient;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a recipient answered to the question of a message. */
public enum Answer {
    YES,
    NO,
    MAYBE;

    private static final Answer[] ALL = values();

    /** The value stored in the database, from 1; never reorder the constants. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    public int code() {
        return ordinal() + 1;
    }

    /** Null for 0, which is no answer. */
    public static @Nullable Answer of(int code) {
        return code == 0 ? null : ALL[code - 1];
    }

    /** The answer of a form or a link, in any letter case. */
    public static Optional<Answer> parse(@Nullable String text) {
        for (Answer answer : ALL) {
            if (answer.name().equalsIgnoreCase(text)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** "Yes". */
    public String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
