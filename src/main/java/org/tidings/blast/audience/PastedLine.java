package org.tidings.blast.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.blast.Audience;
import org.tidings.contact.EmailAddress;

/** The people of one pasted line, read from left to right: words that are no address wait for the address that they name. */
final class PastedLine {

    private static final Pattern BRACKETED = Pattern.compile("([^<>]*)<([^<>]*)>");
    private static final String BEFORE = "<>()[]{}\"'“”‘’,;:.";
    private static final String AFTER = BEFORE + "!?";
    private static final Pattern MAILTO = Pattern.compile("^mailto:([^?]*).*", Pattern.CASE_INSENSITIVE);
    /** Letters, no digits, and no dot inside a word: "bob.example.org" is an address gone wrong, not somebody's name. */
    private static final Pattern NAME = Pattern.compile(
            "[\"'“”‘’]?\\p{L}[\\p{L}\\p{M}'’`\\- ,\"“”()]*(\\.(?=[\\s,\"]|$)[\\p{L}\\p{M}'’`\\- ,\"“”()]*)*");

    private final int line;
    private final List<Audience.Entry> people = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();

    PastedLine(int line) {
        this.line = line;
    }

    List<Audience.Entry> read(String text) {
        if (text.indexOf('\t') >= 0 && text.indexOf('@') == text.lastIndexOf('@') && text.indexOf('@') >= 0) {
            readRow(Pieces.of(text, "\t"));
            return people;
        }
        for (String piece : Pieces.of(text, ",;\t")) {
            if (!bare(piece).isEmpty()) {
                readPiece(piece);
            }
        }
        finish();
        return people;
    }

    /** A spreadsheet's row: one cell is the address, the first two that can be names are; telephone numbers and the like are passed over. */
    private void readRow(List<String> cells) {
        for (String cell : cells) {
            if (cell.indexOf('@') >= 0) {
                readPiece(cell);
            }
        }
        cells.stream()
                .filter(cell -> NAME.matcher(cell.strip()).matches())
                .limit(2)
                .forEach(waiting::add);
        finish();
    }

    private void readPiece(String piece) {
        Matcher bracketed = BRACKETED.matcher(piece);
        int end = 0;
        while (piece.indexOf('>', end) >= 0 && bracketed.find()) {
            add(bracketed.group(1), bracketed.group(2));
            end = bracketed.end();
        }
        String rest = piece.substring(end);
        if (rest.indexOf('@') >= 0) {
            readWords(rest);
        } else if (!rest.isBlank() && (end == 0 || !bare(rest).isEmpty())) {
            waiting.add(rest);
        }
    }

    /** Words with one address or more among them and no brackets: "Ann Lee ann@example.org". */
    private void readWords(String words) {
        StringBuilder before = new StringBuilder();
        for (String word : words.strip().split("\\s+", -1)) {
            if (word.indexOf('@') >= 0) {
                add(before.toString(), word);
                before.setLength(0);
            } else {
                before.append(word).append(' ');
            }
        }
        if (!before.toString().isBlank()) {
            waiting.add(before.toString());
        }
    }

    private void add(String nameBefore, String address) {
        List<String> names = takeNames();
        PersonName name = PersonName.of(nameBefore);
        if (names.size() == 1 && !name.isEmpty()) {
            name = PersonName.of(names.get(0) + ", " + nameBefore); // Lee, Ann <ann@example.org>
        } else if (!names.isEmpty() && name.isEmpty()) {
            name = named(names);
        } else {
            names.forEach(this::addBad);
        }
        String bare = MAILTO.matcher(bare(address)).replaceFirst("$1");
        Optional<String> good = EmailAddress.normalise(bare);
        people.add(new Audience.Entry(
                line,
                good.orElse(bare.isEmpty() ? nameBefore.strip() + " <>" : bare),
                name.first(),
                name.last(),
                Map.of(),
                good.isPresent() ? null : PersonColumns.PROBLEM));
    }

    /** What is left at the end of the line names its only person, as in a spreadsheet whose address column comes first. */
    private void finish() {
        boolean nameless = people.size() == 1
                && people.get(0).firstName() == null
                && people.get(0).lastName() == null;
        List<String> names = takeNames();
        if (nameless && !names.isEmpty()) {
            Audience.Entry person = people.get(0);
            PersonName name = named(names);
            people.set(
                    0, new Audience.Entry(line, person.email(), name.first(), name.last(), Map.of(), person.problem()));
        } else {
            names.forEach(this::addBad);
        }
    }

    private static PersonName named(List<String> names) {
        return names.size() == 1 ? PersonName.of(names.get(0)) : PersonName.of(names.get(0), names.get(1));
    }

    /** The words that wait and can be names; those that cannot are bad addresses. */
    private List<String> takeNames() {
        List<String> names = new ArrayList<>();
        for (String words : waiting) {
            if (NAME.matcher(words.strip()).matches()) {
                names.add(words);
            } else {
                addBad(words);
            }
        }
        waiting.clear();
        return names;
    }

    private static String bare(String text) {
        return Edges.strip(text, BEFORE, AFTER);
    }

    private void addBad(String words) {
        String shown = bare(words);
        if (!shown.isEmpty()) {
            people.add(new Audience.Entry(line, shown, null, null, Map.of(), PersonColumns.PROBLEM));
        }
    }
}
