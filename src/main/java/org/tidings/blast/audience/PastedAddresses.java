package org.tidings.blast.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Audience;
import org.tidings.platform.table.TableRow;

/**
 * Extracts people from pasted text: {@code Ann Lee <ann@example.org>}, one or several per line, lists from Outlook and Gmail, spreadsheet rows
 * with or without a header row, bullets, {@code mailto:} links. Text that is not a valid address is returned with its line number and the
 * problem.
 */
public final class PastedAddresses {

    private static final Pattern LINES = Pattern.compile("\\R|[\\u000B\\f]");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]");
    private static final Pattern BULLET =
            Pattern.compile("^\\s*+(?:[•·‣◦▪●○■□➢✓»]++\\s*+|[-*–—>+]++\\s++|\\d{1,6}[.)]\\s++)++");
    private static final Pattern HEADER_WORD = Pattern.compile(
            "^\\s*+(?:to|cc|bcc|from|e-?mail(?: address)?|recipients)\\s*+:\\s*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETED_MAILTO =
            Pattern.compile("\\[\\s*+mailto:([^\\[\\]\\s]++)\\s*+]", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARENTHESISED = Pattern.compile("\\(\\s*+([^()\\s@]++@[^()\\s]++)\\s*+\\)");

    /** Characters of a line: some 300 addresses. Mail programs write longer lists, but break them into lines. */
    static final int LONGEST_LINE = 10_000;

    static final String TOO_LONG = "This line is longer than 10,000 characters: put each address on a line of its own";
    private static final int SHOWN = 60;

    private PastedAddresses() {}

    /** Returns all people in the text, in order. Never throws. */
    public static List<Audience.Entry> parse(String text) {
        List<Audience.Entry> people = new ArrayList<>();
        PersonColumns columns = null;
        String[] lines = LINES.split(text, -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].length() > LONGEST_LINE) {
                people.add(
                        new Audience.Entry(i + 1, lines[i].substring(0, SHOWN) + "…", null, null, Map.of(), TOO_LONG));
                continue;
            }
            String line = tidy(lines[i]);
            if (line.isBlank()) {
                continue;
            }
            if (people.isEmpty() && columns == null) {
                columns = headings(line);
                if (columns != null) {
                    continue;
                }
            }
            if (columns != null) {
                people.addAll(columns.read(new TableRow(i + 1, cells(line), null)));
            } else {
                people.addAll(new PastedLine(i + 1).read(line));
            }
        }
        return people;
    }

    private static String tidy(String line) {
        String visible = INVISIBLE.matcher(line).replaceAll("").replaceAll("\\p{Zs}", " ");
        String plain =
                HEADER_WORD.matcher(BULLET.matcher(visible).replaceFirst("")).replaceFirst("");
        plain = BRACKETED_MAILTO.matcher(plain).replaceAll("<$1>");
        return PARENTHESISED.matcher(plain).replaceAll("<$1>");
    }

    /** Parses a header row: several cells, one of them the heading of an address column, and none of them an address. */
    private static @Nullable PersonColumns headings(String line) {
        List<String> cells = cells(line);
        Optional<PersonColumns> columns =
                line.indexOf('@') < 0 && cells.size() > 1 ? PersonColumns.of(cells) : Optional.empty();
        return columns.orElse(null);
    }

    private static List<String> cells(String line) {
        char separator = line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 ? ';' : ',';
        return Pieces.of(line, String.valueOf(separator)).stream()
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }
}
