package org.tidings.platform.table;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.platform.table.LineReader.Line;

/**
 * The character between the cells of a text file: as a line such as {@code sep=;} declares it, else the one that the headings have and of which most
 * of the first lines have the same number.
 *
 * @param declaredInLine the line with the declaration, from 1; 0 if there is none
 */
record Separator(char character, int declaredInLine) {

    private static final char[] USUAL = {',', ';', '\t', '|'};
    private static final Pattern DECLARATION =
            Pattern.compile("^\\p{Cf}*+\"?sep=([^\\w\"]).*", Pattern.CASE_INSENSITIVE);
    private static final int SEARCHED = 50;
    private static final int LONGEST_DECLARATION = 20;

    static Separator of(LineReader lines) throws IOException {
        List<String> sample = new ArrayList<>();
        for (Line line = lines.next(); line != null && sample.size() < SEARCHED; line = lines.next()) {
            Optional<Character> declared = declared(line.text());
            if (declared.isPresent() && sample.stream().allMatch(String::isBlank)) {
                return new Separator(declared.get(), line.number());
            }
            sample.add(line.text());
        }
        char best = ',';
        double most = 0;
        for (char candidate : USUAL) {
            double score = score(candidate, sample);
            if (score > most) {
                best = candidate;
                most = score;
            }
        }
        return new Separator(best, 0);
    }

    private static Optional<Character> declared(String line) {
        Matcher declaration = DECLARATION.matcher(line);
        return line.length() <= LONGEST_DECLARATION && declaration.matches()
                ? Optional.of(declaration.group(1).charAt(0))
                : Optional.empty();
    }

    /** How many lines agree about the number of cells, and for how many cells. */
    private static double score(char candidate, List<String> sample) {
        String text = String.join("\n", sample);
        LineReader lines = new LineReader(new StringReader(text));
        int headingCells = HeadingRow.find(new TextRows(lines, candidate, 0))
                .map(row -> row.cells().size())
                .orElse(0);
        if (headingCells < 2) {
            return 0;
        }
        Map<Integer, Integer> linesByCells = new HashMap<>();
        int rows = 0;
        TextRows all = new TextRows(new LineReader(new StringReader(text)), candidate, headingCells);
        while (all.hasNext()) {
            rows++;
            linesByCells.merge(all.next().cells().size(), 1, Integer::sum);
        }
        int agreeing = linesByCells.getOrDefault(headingCells, 0);
        return (double) agreeing / rows * Math.log(headingCells);
    }
}
