package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadsheetCsvTest {

    private static final List<String> PIECES = List.of(
            "=",
            "+",
            "-",
            "@",
            "|",
            "%",
            "\uFF1D",
            "\uFF20",
            ";",
            ";",
            "\t",
            "\r",
            "\n",
            "\r\n",
            ",",
            "\"",
            "'",
            " ",
            "\u00A0",
            "\u200B",
            "\uFEFF",
            "x",
            "1",
            "\u00E9",
            "\uD83C\uDF89");

    /** What a spreadsheet program may ignore at the beginning of a cell, then a character that starts a formula. */
    private static final Pattern FORMULA =
            Pattern.compile("[\\s\"\\u00A0\\u200B\\uFEFF]*[-=+@|%\\uFF1D\\uFF20].*", Pattern.DOTALL);

    @Test
    void everyCellIsQuotedAndTheHeaderIsNot() throws IOException {
        assertThat(SpreadsheetCsv.header("email", "name")).isEqualTo("\uFEFFemail,name\r\n");
        assertThat(written(List.of(List.of("a@x.example", "", "1", "say \"hi\""))))
                .isEqualTo("\"a@x.example\",\"\",\"1\",\"say \"\"hi\"\"\"\r\n");
    }

    @Test
    void noProgramFindsAFormulaHoweverItSplitsTheFile() throws IOException {
        Random random = new Random(12);
        for (int round = 0; round < 2_000; round++) {
            List<List<String>> rows = IntStream.range(0, 3)
                    .mapToObj(row ->
                            IntStream.range(0, 3).mapToObj(cell -> text(random)).toList())
                    .toList();
            String csv = written(rows);

            // as the file is meant
            assertThat(cells(csv, ','))
                    .containsExactlyElementsOf(rows.stream()
                            .flatMap(List::stream)
                            .map(SpreadsheetCell::escaped)
                            .toList());
            assertThat(cells(csv, ',')).noneMatch(SpreadsheetCsvTest::isFormula);
            // with another separator, with and without understanding quotes
            for (char separator : new char[] {';', '\t'}) {
                assertThat(cells(csv, separator)).as(csv).noneMatch(SpreadsheetCsvTest::isFormula);
            }
            assertThat(csv.split("[;\\t\\r\\n]", -1)).as(csv).noneMatch(SpreadsheetCsvTest::isFormula);
        }
    }

    private static boolean isFormula(String cell) {
        return FORMULA.matcher(cell).matches();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(8), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining());
    }

    private static List<String> cells(String csv, char separator) {
        List<String> cells = new ArrayList<>();
        for (CsvRecord row : CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(csv)) {
            cells.addAll(row.getFields());
        }
        return cells;
    }

    private static String written(List<List<String>> rows) throws IOException {
        StringWriter text = new StringWriter();
        SpreadsheetCsv csv = new SpreadsheetCsv(text);
        rows.forEach(row -> csv.row(row.toArray(new String[0])));
        csv.flush();
        return text.toString();
    }
}
