package org.tidings.platform.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** A text file with separated values. */
final class TextTable implements TableSource {

    private static final Map<Character, String> NAMES =
            Map.of(',', "commas", ';', "semicolons", '\t', "tabs", '|', "vertical bars");

    private final Path file;
    private final TextEncoding encoding;
    private final Separator separator;

    private TextTable(Path file, TextEncoding encoding, Separator separator) {
        this.file = file;
        this.encoding = encoding;
        this.separator = separator;
    }

    static TextTable open(Path file) {
        try {
            TextEncoding encoding = TextEncoding.of(file);
            try (LineReader lines = new LineReader(encoding.open(file))) {
                return new TextTable(file, encoding, Separator.of(lines));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        String name = NAMES.getOrDefault(separator.character(), "\"" + separator.character() + "\"");
        return "CSV, " + name + ", " + encoding.description();
    }

    @Override
    public TableRows open(int columns) {
        try {
            LineReader lines = new LineReader(encoding.open(file));
            for (int i = 0; i < separator.declaredInLine(); i++) {
                lines.next();
            }
            return new TextRows(lines, separator.character(), columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
