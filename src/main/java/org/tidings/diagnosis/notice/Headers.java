package org.tidings.diagnosis.notice;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields in their order, unfolded, as far as the {@link #MOST_FIELDS limits} go. What is no field is skipped. */
record Headers(List<Field> fields) {

    static final int MOST_FIELDS = 500;
    static final int LONGEST_VALUE = 4_000;

    private static final int LONGEST_NAME = 76;

    record Field(String name, String value) {}

    static Headers parse(String block) {
        List<Field> fields = new ArrayList<>();
        String name = "";
        StringBuilder value = new StringBuilder();
        for (String line : (Iterable<String>) block.lines()::iterator) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                append(value, " " + line.strip());
                continue;
            }
            int colon = line.indexOf(':');
            String found = nameBefore(colon, line);
            if (found.isEmpty()) {
                continue;
            }
            add(fields, name, value);
            name = found;
            value = new StringBuilder(line.substring(colon + 1, Math.min(line.length(), LONGEST_VALUE))
                    .strip());
            if (fields.size() >= MOST_FIELDS) {
                return new Headers(fields);
            }
        }
        add(fields, name, value);
        return new Headers(fields);
    }

    /** What stands before the colon, blanks behind it left out (RFC 5322, section 4.5); empty where that is no name of a field. */
    private static String nameBefore(int colon, String line) {
        int end = colon;
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        if (end < 1 || end > LONGEST_NAME || colon >= LONGEST_VALUE) {
            return "";
        }
        for (int i = 0; i < end; i++) {
            if (line.charAt(i) < '!' || line.charAt(i) > '~') {
                return "";
            }
        }
        return line.substring(0, end);
    }

    private static void append(StringBuilder value, String more) {
        if (value.length() + more.length() <= LONGEST_VALUE) {
            value.append(more);
        }
    }

    private static void add(List<Field> fields, String name, StringBuilder value) {
        if (!name.isEmpty()) {
            fields.add(new Field(name, value.toString().strip()));
        }
    }

    /** The first field of that name, or an empty string. */
    String get(String name) {
        return first(name).orElse("");
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name.equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    /** The field with its encoded words (RFC 2047) decoded; as it stands where they are broken. */
    String decoded(String name) {
        String raw = get(name);
        try {
            return MimeUtility.decodeText(raw).strip();
        } catch (UnsupportedEncodingException | RuntimeException broken) {
            return raw;
        }
    }
}
