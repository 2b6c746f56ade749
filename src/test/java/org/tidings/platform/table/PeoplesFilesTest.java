package org.tidings.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as spreadsheet programs have written them. They are not part of the repository; where they are missing, nothing is tested. */
class PeoplesFilesTest {

    private static final Path FILES = Path.of(System.getProperty("tidings.files", "../shared/files"));

    @BeforeEach
    void filesArePresent() {
        assumeTrue(Files.isDirectory(FILES), () -> "SKIPPED: no files in " + FILES.toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blank-lines-before-header.csv",
                "excel-de-windows-1252.csv",
                "excel-utf16-tab.txt",
                "excel-utf8-bom.csv",
                "line-break-in-cell.csv",
                "old-mac-cr.csv",
                "one-foreign-byte.csv",
                "sep-line.csv",
                "roster-excel.xlsx"
            })
    void rosterIsReadWhole(String name) {
        TableFile table = TableFile.open(FILES.resolve(name));
        assertThat(table.headings())
                .containsExactly(
                        "Family",
                        "Parent 1 First Name",
                        "Parent 1 Last Name",
                        "Primary Email",
                        "Parent 2 Email",
                        "Mobile",
                        "Student",
                        "DOB",
                        "Class",
                        "Day/Time",
                        "Status",
                        "Start");
        List<TableRow> rows = Tables.rows(table);
        assertThat(rows).allSatisfy(row -> assertThat(row.problem()).isNull());
        List<TableRow> people =
                rows.stream().filter(row -> !row.cell(1).isEmpty()).toList();
        assertThat(people).hasSize(name.startsWith("one-foreign") ? 9 : 8);
        assertThat(people)
                .extracting(row -> row.cell(3))
                .startsWith(
                        "mia.larsen@example.org",
                        "zoe@fußball.example",
                        "o'neil@example.org",
                        "linh.nguyen@example.org",
                        "Mailto:John.Smith@Example.org",
                        "family@example.org",
                        "cara@gmial.com",
                        "dan(at)example.org");
        assertThat(people.get(0).cell(4).split("[;\\s]+", -1))
                .containsExactly("per@example.org", "per.work@example.com");
        assertThat(people.get(1).cells()).contains("Zoë", "Müller-Lüdenscheidt", "2175550102");
        assertThat(people.get(2).cell(1)).isEqualTo("Séan");
        assertThat(people.get(4).cells()).contains("Smith, Jr.", "Sam \"Sammy\" Smith");
        assertThat(people.get(5).cell(2)).isEqualTo("Silva (Avó)");
        assertThat(people.get(0).cell(7)).isIn("02.05.2018", "2018-05-02");
    }

    @Test
    void encodingsAreRecognised() {
        assertThat(written("cp1250.csv"))
                .containsExactly("jiri@example.cz|Jiří|Dvořák", "zofia@example.pl|Zofia|Wójcik-Łącka");
        assertThat(written("cp1251.csv")).containsExactly("ivan@example.ru|Иван|Жуков");
        assertThat(written("one-foreign-byte.csv")).last().asString().startsWith("Extra|Bob|Day – Fox|bob@example.org");
    }

    @Test
    void invisibleCharactersAreRemoved() {
        assertThat(written("invisible-characters.csv"))
                .containsExactly("ann@example.org|Ann", "bob@example.org|Bob", "cy@example.org|Cy");
    }

    @Test
    void unclosedQuotationMarkHarmsNobody() {
        assertThat(written("quote-never-closed.csv"))
                .containsExactly("!ann@example.org|\"Ann|Lee", "bob@example.org|Bob|Ray", "cy@example.org|Cy|Fox");
    }

    @Test
    void plainWorkbookIsRead() {
        assertThat(written("plain.xlsx"))
                .hasSize(8)
                .first()
                .isEqualTo("mia.larsen@example.org|Mia|Larsen|Larsen|GUARDIAN|team;a|Level 1|Enrolled|yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty.csv", "not-a-table.csv"})
    void whatIsNoTableIsRefused(String name) {
        assertThatThrownBy(() -> TableFile.open(FILES.resolve(name))).isInstanceOf(TableFileException.class);
    }

    private static List<String> written(String name) {
        return Tables.written(TableFile.open(FILES.resolve(name)));
    }
}
