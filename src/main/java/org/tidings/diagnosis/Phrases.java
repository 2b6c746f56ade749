package org.tidings.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the phrases from {@code phrases.tsv}, where their format is described. */
final class Phrases {

    static final List<Phrase> ALL = read("phrases.tsv");

    private static final int COLUMNS = 5;

    private Phrases() {}

    private static List<Phrase> read(String resource) {
        Map<String, String> macros = new LinkedHashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        for (String line : lines(resource)) {
            String[] columns = line.split("\t+", -1);
            if (line.startsWith("@")) {
                macros.put(columns[0].substring(1), expand(columns[1], macros));
            } else if (columns.length == COLUMNS) {
                phrases.add(Phrase.of(
                        Topic.of(columns[0]), columns[1], expand(columns[2], macros), columns[3], columns[4]));
            } else {
                throw new IllegalStateException(resource + " needs " + COLUMNS + " columns: " + line);
            }
        }
        return List.copyOf(phrases);
    }

    private static String expand(String pattern, Map<String, String> macros) {
        return Pattern.compile("\\{([a-z-]+)}").matcher(pattern).replaceAll(m -> {
            String name = m.group(1);
            return Matcher.quoteReplacement("(?:" + Objects.requireNonNull(macros.get(name), name) + ")");
        });
    }

    static List<String> lines(String resource) {
        try (InputStream in = Phrases.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, resource), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
