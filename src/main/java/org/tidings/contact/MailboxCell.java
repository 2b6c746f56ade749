package org.tidings.contact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tidings.platform.EmailAddress;

/**
 * The addresses in a cell of a table: one or several, separated by {@code ;}, {@code ,}, line breaks or spaces, with or without names, angle
 * brackets and {@code mailto:}.
 *
 * @param addresses normalised, each once
 * @param problems what is no address
 */
public record MailboxCell(List<String> addresses, List<Problem> problems) {

    public static final String NOT_AN_ADDRESS = "Not an email address";
    private static final String TOO_LONG = "This cell is too long for email addresses";

    /**
     * A piece of the cell that is no address.
     *
     * @param typed the piece itself
     * @param sentence what is wrong with it
     */
    public record Problem(String typed, String sentence) {}

    private static final int LONGEST = 5_000;
    private static final int SHOWN = 60;

    /** Joiners stay: domain names of some languages have them. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u00AD\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]");

    private static final Pattern SPACE = Pattern.compile("\\p{Zs}");
    private static final Pattern WHITE = Pattern.compile("\\s+");
    private static final Pattern MAILTO = Pattern.compile("(?i)mailto:\\s*+");
    private static final Set<String> NOTHING =
            Set.of("", "-", "--", "—", "–", "n/a", "na", "none", "no", "nil", "null", "unknown", "keine", "x");
    private static final Set<String> BETWEEN =
            Set.of("and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "og", "och", "&", "/", "|", "+", "-");

    private static final String DECORATION = "<>()[]{}\"'“”‘’,;:.!?";

    public MailboxCell {
        addresses = List.copyOf(addresses);
        problems = List.copyOf(problems);
    }

    public static MailboxCell of(String cell) {
        if (cell.length() > LONGEST) {
            return new MailboxCell(List.of(), List.of(new Problem(cell.substring(0, SHOWN) + "…", TOO_LONG)));
        }
        String plain = MAILTO.matcher(INVISIBLE.matcher(cell).replaceAll("")).replaceAll(" ");
        String text = SPACE.matcher(plain).replaceAll(" ").strip();
        if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
            return new MailboxCell(List.of(), List.of());
        }
        Set<String> addresses = new LinkedHashSet<>();
        List<Problem> problems = new ArrayList<>();
        for (String piece : pieces(text)) {
            read(piece, addresses, problems);
        }
        return new MailboxCell(List.copyOf(addresses), problems);
    }

    private static void read(String piece, Set<String> addresses, List<Problem> problems) {
        int open = piece.lastIndexOf('<');
        int close = piece.indexOf('>', open + 1);
        if (open >= 0 && close > open && piece.indexOf('@', close) < 0) {
            add(piece.substring(open + 1, close), piece, addresses, problems);
            return;
        }
        String[] words = WHITE.split(piece.strip(), -1);
        StringBuilder before = new StringBuilder();
        boolean hasAddress = false;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.indexOf('@') >= 0) {
                hasAddress = true;
                String after = i + 1 < words.length ? words[i + 1] : "";
                Optional<String> question = SpacedAddress.question(before.toString(), trimmed(word, "."), after);
                if (question.isPresent()) {
                    problems.add(new Problem(piece.strip(), question.get()));
                } else {
                    add(word, word, addresses, problems);
                }
                before.setLength(0);
            } else if (!BETWEEN.contains(word.toLowerCase(Locale.ROOT))) {
                before.append(word).append(' ');
            }
        }
        if (!hasAddress && !trimmed(piece, "").isEmpty()) {
            problems.add(new Problem(piece.strip(), NOT_AN_ADDRESS));
        }
    }

    private static void add(String typed, String shown, Set<String> addresses, List<Problem> problems) {
        String bare = trimmed(typed, "");
        int query = bare.indexOf('@') >= 0 ? bare.indexOf('?', bare.lastIndexOf('@')) : -1;
        EmailAddress.normalise(query < 0 ? bare : bare.substring(0, query))
                .ifPresentOrElse(addresses::add, () -> problems.add(new Problem(shown.strip(), NOT_AN_ADDRESS)));
    }

    private static String trimmed(String text, String kept) {
        int start = 0;
        int end = text.length();
        while (start < end && isDecoration(text.charAt(start), kept)) {
            start++;
        }
        while (end > start && isDecoration(text.charAt(end - 1), kept)) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isDecoration(char c, String kept) {
        return kept.indexOf(c) < 0 && (Character.isWhitespace(c) || DECORATION.indexOf(c) >= 0);
    }

    /** Separators inside closed quotation marks belong to a name. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int lastQuote = text.lastIndexOf('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && i < lastQuote) {
                i = text.indexOf('"', i + 1);
            } else if (c == ';' || c == ',' || c == '\n' || c == '\r') {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(text.substring(start));
        return pieces.stream().filter(piece -> !piece.isBlank()).toList();
    }
}
