package org.tidings.blast.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.blast.Audience;
import org.tidings.contact.SpacedAddress;
import org.tidings.platform.EmailAddress;

/** Parses one pasted line from left to right: words that are not an address are collected as the name of the next address. */
final class PastedLine {

    private static final String BEFORE = "<>()[]{}\"'“”‘’,;:.";
    private static final String AFTER = BEFORE + "!?";
    private static final Pattern MAILTO = Pattern.compile("^mailto:([^?]*).*", Pattern.CASE_INSENSITIVE);
    /** Letters without digits and without a dot inside a word: "bob.example.org" is a malformed address, not a name. */
    private static final Pattern NAME = Pattern.compile(
            "^[\"'“”‘’]?+\\p{L}[\\p{L}\\p{M}'’`\\- ,\"“”()]*+(?:\\.(?=[\\s,\"]|$)[\\p{L}\\p{M}'’`\\- ,\"“”()]*+)*+");

    private final int line;
    private final List<Audience.Entry> people = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();

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

    /** A spreadsheet row: one cell is the address, the first two cells that can be names are the name, and others are ignored. */
    private void readRow(List<String> cells) {
        for (String cell : cells) {
            if (cell.indexOf('@') >= 0) {
                readPiece(cell);
            }
        }
        cells.stream()
                .filter(cell -> NAME.matcher(cell.strip()).matches())
                .limit(2)
                .forEach(pending::add);
        finish();
    }

    private void readPiece(String piece) {
        int end = 0;
        int start = 0;
        int bracket = -1;
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '<') {
                start = bracket < 0 ? start : bracket + 1;
                bracket = i;
            } else if (c == '>') {
                if (bracket >= 0) {
                    add(piece.substring(start, bracket), piece.substring(bracket + 1, i));
                    end = i + 1;
                }
                start = i + 1;
                bracket = -1;
            }
        }
        String rest = piece.substring(end);
        if (rest.indexOf('@') >= 0) {
            readWords(rest);
        } else if (!rest.isBlank() && (end == 0 || !bare(rest).isEmpty())) {
            pending.add(rest);
        }
    }

    /** Words with one or more addresses without angle brackets: "Ann Lee ann@example.org". */
    private void readWords(String text) {
        String[] words = text.strip().split("\\s+", -1);
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.indexOf('@') >= 0) {
                String address = Edges.strip(word, BEFORE, AFTER.replace(".", ""));
                String after = i + 1 < words.length ? words[i + 1] : "";
                SpacedAddress.question(before.toString(), address, after)
                        .ifPresentOrElse(
                                question -> addProblem(before + address, question), () -> add(before.toString(), word));
                before.setLength(0);
            } else {
                before.append(word).append(' ');
            }
        }
        if (!before.toString().isBlank()) {
            pending.add(before.toString());
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

    /** Remaining words name the only person of the line, as in a spreadsheet whose first column is the address. */
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

    /** Returns the pending words that can be names; all others are added as malformed addresses. */
    private List<String> takeNames() {
        List<String> names = new ArrayList<>();
        for (String words : pending) {
            if (NAME.matcher(words.strip()).matches()) {
                names.add(words);
            } else {
                addBad(words);
            }
        }
        pending.clear();
        return names;
    }

    private static String bare(String text) {
        return Edges.strip(text, BEFORE, AFTER);
    }

    private void addBad(String words) {
        String shown = bare(words);
        if (!shown.isEmpty()) {
            addProblem(shown, PersonColumns.PROBLEM);
        }
    }

    private void addProblem(String typed, String problem) {
        people.add(new Audience.Entry(line, typed, null, null, Map.of(), problem));
    }
}
