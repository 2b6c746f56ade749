package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+47 22",
                "-1",
                "@SUM(A1)",
                "|calc",
                "%0",
                "\tx",
                "\rx",
                "\nx",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20A1",
                "\uFF5Cx",
                "\uFF05x",
                "\uFE661",
                "  =1",
                "\u00A0=1",
                "\u200B=1",
                "\uFEFF=1",
                "\u3164=1",
                "\u0000=1",
                "\"=1\"",
                "\u200B \"\u00A0=1"
            })
    void formulaIsEscaped(String cell) {
        assertThat(SpreadsheetCell.escaped(cell)).isEqualTo("'" + cell);
        assertThat(SpreadsheetCell.unescaped("'" + cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "\r", "\n", "\r\n", "\u000B", "\u0085", "\u2028", "; \t"})
    void formulaAfterASeparatorIsEscaped(String separator) {
        assertThat(SpreadsheetCell.escaped("x" + separator + "=1+1")).isEqualTo("x" + separator + "'=1+1");
        assertThat(SpreadsheetCell.escaped("x" + separator + "y=1")).isEqualTo("x" + separator + "y=1");
    }

    @Test
    void everyFormulaIsEscaped() {
        assertThat(SpreadsheetCell.escaped("=1;2; =3\n\"@4;;-5;")).isEqualTo("'=1;2;' =3\n'\"@4;;'-5;");
        assertThat(SpreadsheetCell.escaped("\n=1")).isEqualTo("'\n'=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann = Bee",
                "a;b;c",
                "a-b@x.example",
                "Bee, = Ann",
                "'=1",
                ";",
                "x;",
                "\uD83C\uDF89=1",
                "O'Hara",
                "a\tb"
            })
    void otherCellsAreUnchanged(String cell) {
        assertThat(SpreadsheetCell.escaped(cell)).isEqualTo(cell);
    }

    @Test
    void nullIsAnEmptyCell() {
        assertThat(SpreadsheetCell.escaped(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Ann", "'", "x'=1", ""})
    void otherApostrophesAreKept(String cell) {
        assertThat(SpreadsheetCell.unescaped(cell)).isEqualTo(cell);
    }
}
