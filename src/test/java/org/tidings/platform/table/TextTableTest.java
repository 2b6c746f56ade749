package org.tidings.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "',', commas",
        "';', semicolons",
        "'\t', tabs",
        "'|', vertical bars",
    })
    void findsTheSeparator(String separator, String name) {
        TableFile table = text("email,name,note\nann@x.org,Ann,\"a, b; c\"\nbob@x.org,Bob,\n"
                .replace(",", "#")
                .replace("a#", "a,")
                .replace("#", separator));
        assertThat(table.description()).isEqualTo("CSV, " + name + ", UTF-8");
        assertThat(Tables.written(table)).containsExactly("ann@x.org|Ann|a, b; c", "bob@x.org|Bob|");
    }

    @Test
    void severalAddressesInTheOnlyColumnAreNotColumns() {
        TableFile table = text("Email\na@x.org; b@x.org\nc@x.org; d@x.org\n");
        assertThat(Tables.written(table)).containsExactly("a@x.org; b@x.org", "c@x.org; d@x.org");
    }

    @Test
    void separatorLineIsObeyedAndNotARow() {
        TableFile table = text("\ufeffsep=;\r\nname;email\r\nLee, Ann;ann@x.org\r\n");
        assertThat(table.headings()).containsExactly("name", "email");
        assertThat(table.headingsLine()).isEqualTo(2);
        assertThat(Tables.written(table)).containsExactly("Lee, Ann|ann@x.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineBreakEndsARow(String lineBreak) {
        TableFile table = text("email,name\nann@x.org,Ann\n\nbob@x.org,Bob".replace("\n", lineBreak));
        assertThat(Tables.rows(table)).extracting(TableRow::line).containsExactly(2, 4);
        assertThat(Tables.written(table)).containsExactly("ann@x.org|Ann", "bob@x.org|Bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n;;;\nname;email;class;note\n",
                "Riverside Gymnastics - roster\n\nname;email;class;note\n",
                "Roster;;;26 Nov 2026\nPrinted by: office@x.org\nname;email;class;note\n",
                "Filter: all email addresses of people who are enrolled now\nname;email;class;note\n",
            })
    void headingsComeAfterTitlesAndBlankLines(String start) {
        TableFile table = text(start + "Ann;ann@x.org;Level 1;\n");
        assertThat(table.headings()).containsExactly("name", "email", "class", "note");
        assertThat(Tables.written(table)).containsExactly("Ann|ann@x.org|Level 1|");
    }

    @Test
    void headingsNeedNoAddressColumn() {
        TableFile table = text("Roster\nChild,Class\nIda,Level 1\nBen,Level 2\n");
        assertThat(table.headings()).containsExactly("Child", "Class");
        assertThat(Tables.written(table)).containsExactly("Ida|Level 1", "Ben|Level 2");
    }

    @Test
    void invisibleCharactersAroundCellsAreRemovedAndJoinersInsideStay() {
        TableFile table =
                text("email,name\n\u200bann@x.org\u00a0,\u200fمی\u200cخواهم\u00ad\n\ufeff bob@x.org\u2060,\t Bob \n");
        assertThat(Tables.written(table)).containsExactly("ann@x.org|می\u200cخواهم", "bob@x.org|Bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "\"Smith, John (Dad)\",x # Smith, John (Dad)|x",
                "\"Sam \"\"Sammy\"\" Smith\",x # Sam \"Sammy\" Smith|x",
                "Ann \"Nan\",x # Ann \"Nan\"|x",
                "\"Ann \"Nan\" Lee\",x # Ann \"Nan\" Lee|x",
                "\"Ann\" Lee,x # \"Ann\" Lee|x",
                "x, \"Lee, Jr\" # x|Lee, Jr",
                "x,\"\" # x|",
                "\"\"\"Nan\"\"\",x # \"Nan\"|x",
                "5'2\",x # 5'2\"|x",
                "x,a,b,c # x|a|b|c",
            })
    void quotationMarksAreReadAsMeant(String line, String cells) {
        assertThat(Tables.written(text("name,note\n" + line + "\nlast,row\n"))).containsExactly(cells, "last|row");
    }

    @Test
    void quotedCellMayHaveLines() {
        TableFile table = text(
                "email,note,class\r\nann@x.org,\"Hello, dear,\r\nall \"\"is\"\" well\r\n\",L1\r\nbob@x.org,,L2\r\n");
        assertThat(Tables.written(table))
                .containsExactly("ann@x.org|Hello, dear,\nall \"is\" well|L1", "bob@x.org||L2");
        assertThat(Tables.rows(table)).extracting(TableRow::line).containsExactly(2, 5);
    }

    /** Wherever the quotation mark is, and whatever the rows below it have, nobody gets their data and nobody is lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "email,first,last\nann@x.org,\"Ann,Lee\nbob@x.org,Bob,Ray\ncy@x.org,Cy,Fox\n",
                "email,first,last\nann@x.org,\"Ann,Lee\nbob@x.org,\"Bob\",Ray\ncy@x.org,Cy,\"Fox\"\n",
                "email,first,last\nann@x.org,Ann,\"Lee\nbob@x.org,Bob,\"Ray\"\ncy@x.org,Cy,Fox\n",
                "email,first,last\nann@x.org,Ann,\"Lee\nbob@x.org,Bob,Ray\ncy@x.org,Cy,Fox\"\n",
                "email,first,last\n\"ann@x.org\",\"Ann,\"Lee\n\"bob@x.org\",\"Bob\",\"Ray\"\n\"cy@x.org\",\"Cy\",\"Fox\"\n",
                "email,first,last\n\"ann@x.org,Ann,Lee\nbob@x.org,,Ray\ncy@x.org,\"\",Fox\n",
                "email,first,last\r\"ann@x.org,Ann,Lee\rbob@x.org,Bob,Ray\rcy@x.org,Cy,Fox",
            })
    void quotationMarkThatIsNeverClosedIsAProblemOfItsRowOnly(String content) {
        List<TableRow> rows = Tables.rows(text(content));
        assertThat(rows).extracting(TableRow::line).containsExactly(2, 3, 4);
        assertThat(rows.get(0).problem()).isEqualTo(TextRows.UNPAIRED);
        assertThat(String.join(" ", rows.get(0).cells())).contains("ann@x.org").doesNotContain("bob", "cy@");
        assertThat(rows.get(1).cell(0)).isEqualTo("bob@x.org");
        assertThat(rows.get(2).cell(0)).isEqualTo("cy@x.org");
        assertThat(String.join(" ", rows.get(1).cells())).doesNotContain("cy@");
    }

    @Test
    void endlessLineIsAProblemOfItsRow() {
        List<TableRow> rows =
                Tables.rows(text("email,name\n" + "x".repeat(LineReader.LONGEST + 1) + "\nbob@x.org,Bob\n"));
        assertThat(rows).extracting(TableRow::problem).containsExactly(TextRows.TOO_LONG, null);
        assertThat(rows.get(0).cell(0)).hasSizeLessThan(1_000);
    }

    @Test
    void rowsCanBeReadAgain() {
        TableFile table = text("email\na@x.org\nb@x.org\n");
        try (TableRows rows = table.rows()) {
            assertThat(rows.next().cell(0)).isEqualTo("a@x.org");
        }
        assertThat(Tables.written(table)).isEqualTo(Tables.written(table)).containsExactly("a@x.org", "b@x.org");
    }

    @Test
    void tableWithoutRowsHasHeadings() {
        TableFile table = text("email,name\n");
        assertThat(table.headings()).containsExactly("email", "name");
        assertThat(Tables.rows(table)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n;;;\n", "\ufeff"})
    void emptyFileIsRefused(String content) {
        assertThatThrownBy(() -> text(content))
                .isInstanceOfSatisfying(
                        TableFileException.class, e -> assertThat(e.sentence()).startsWith("The file is empty."));
    }

    private TableFile text(String content) {
        return Tables.text(folder, content);
    }
}
