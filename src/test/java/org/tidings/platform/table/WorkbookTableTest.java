package org.tidings.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookTableTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<c r='B2'><v>2175550102</v></c> ~ 2175550102",
                "<c r='B2'><v>2.175550102E9</v></c> ~ 2175550102",
                "<c r='B2'><v>491701234567.0</v></c> ~ 491701234567",
                "<c r='B2'><v>0.30000000000000004</v></c> ~ 0.3",
                "<c r='B2'><v>1E+999999999</v></c> ~ 1E+999999999",
                "<c r='B2'><v>-5.5</v></c> ~ -5.5",
                "<c r='B2' s='1'><v>43222</v></c> ~ 2018-05-02",
                "<c r='B2' s='2'><v>43222.6875</v></c> ~ 2018-05-02 16:30",
                "<c r='B2' s='3'><v>43222</v></c> ~ 2018-05-02",
                "<c r='B2' s='4'><v>43222</v></c> ~ 43222",
                "<c r='B2' s='5'><v>0.6875</v></c> ~ 16:30",
                "<c r='B2' s='1'><v>1</v></c> ~ 1900-01-01",
                "<c r='B2' s='1'><v>61</v></c> ~ 1900-03-01",
                "<c r='B2' s='1'><v>99999999</v></c> ~ 99999999",
                "<c r='B2' t='d'><v>2018-05-02</v></c> ~ 2018-05-02",
                "<c r='B2' t='b'><v>1</v></c> ~ true",
                "<c r='B2' t='b'><v>0</v></c> ~ false",
                "<c r='B2' t='e'><v>#N/A</v></c> ~ #N/A",
                "<c r='B2' t='str'><f>A1&amp;B1</f><v>Ann Lee</v></c> ~ Ann Lee",
                "<c r='B2'><f>SUM(1,2)</f><v>3</v></c> ~ 3",
                "<c r='B2' t='s'><v>1</v></c> ~ Zoë Lee",
                "<c r='B2' t='s'><v>99</v></c> ~ ''",
                "<c r='B2' t='inlineStr'><is><r><t>Zo</t></r><r><t>ë</t></r></is></c> ~ Zoë",
                "<c r='B2' t='inlineStr'><is><t>\u200b Ann\u00a0</t></is></c> ~ Ann",
                "<c r='B2' t='inlineStr'><is><t>Ann_x0020_Lee</t></is></c> ~ Ann Lee",
            })
    void readsCells(String cell, String expected) {
        TestWorkbook book = new TestWorkbook()
                .part(
                        "xl/sharedStrings.xml",
                        "<sst><si><t>Email</t></si><si><r><t>Zoë</t></r><r><t xml:space='preserve'> Lee</t></r>"
                                + "<rPh><t>zoo</t></rPh></si></sst>")
                .sheet("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>It</t></is></c></row>"
                        + "<row r='2'><c r='A2' t='inlineStr'><is><t>a@x.org</t></is></c>" + cell + "</row>");
        TableFile table = TableFile.open(book.write(folder.resolve("book.xlsx")));
        assertThat(table.headings()).containsExactly("Email", "It");
        assertThat(Tables.rows(table).get(0).cell(1)).isEqualTo(expected);
    }

    @Test
    void datesMayBeCountedFrom1904() {
        TestWorkbook book = new TestWorkbook()
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='S' r:id='s1'/></sheets></workbook>")
                .sheet(TestWorkbook.row(1, "Email", "Born") + "<row r='2'><c r='B2' s='1'><v>41760</v></c></row>");
        assertThat(Tables.written(open(book))).containsExactly("|2018-05-02");
    }

    @Test
    void firstVisibleSheetWithRowsIsRead() {
        TestWorkbook book = new TestWorkbook()
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='r'><sheets><sheet name='Hidden' state='veryHidden' r:id='s3'/>"
                                + "<sheet name='Empty' r:id='s1'/><sheet name='Roster' r:id='s2'/></sheets></workbook>")
                .part(
                        TestWorkbook.RELATIONS,
                        "<Relationships><Relationship Id='s1' Target='worksheets/sheet1.xml'/>"
                                + "<Relationship Id='s2' Target='/xl/worksheets/Sheet2.xml'/>"
                                + "<Relationship Id='s3' Target='worksheets/sheet3.xml'/></Relationships>")
                .sheet("<row r='1'><c r='A1'/></row>")
                .part(
                        "xl/worksheets/sheet2.xml",
                        "<worksheet><sheetData>" + TestWorkbook.row(1, "Title") + TestWorkbook.row(3, "Email", "Name")
                                + TestWorkbook.row(4, "a@x.org", "Ann") + "</sheetData></worksheet>")
                .part(
                        "xl/worksheets/sheet3.xml",
                        "<worksheet><sheetData>" + TestWorkbook.row(1, "secret@x.org") + "</sheetData></worksheet>");
        TableFile table = open(book);
        assertThat(table.description()).isEqualTo("Excel, sheet Roster");
        assertThat(table.headingsLine()).isEqualTo(3);
        assertThat(Tables.written(table)).containsExactly("a@x.org|Ann").isEqualTo(Tables.written(table));
    }

    @Test
    void cellsAndRowsNeedNoReferences() {
        TestWorkbook book = new TestWorkbook()
                .sheet(
                        "<row><c t='inlineStr'><is><t>Email</t></is></c><c/><c t='inlineStr'><is><t>Name</t></is></c></row>"
                                + "<row><c t='inlineStr'><is><t>a@x.org</t></is></c><c/><c><v>7</v></c></row>");
        assertThat(Tables.rows(open(book)))
                .containsExactly(new TableRow(2, java.util.List.of("a@x.org", "", "7"), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1 | This is an older Excel file",
                "%PDF-1.7 | This is a PDF",
                "\u0089PNG | This is a picture",
                "\u00ff\u00d8\u00ff\u00e0- | This is a picture",
                "<html><table> | This is a web page",
                "PK\u0003\u0004broken | This Excel file is damaged",
            })
    void otherFilesAreRefusedWithAdvice(String content, String sentence) throws IOException {
        Path file = Files.write(folder.resolve("other"), content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TableFile.open(file))
                .isInstanceOfSatisfying(
                        TableFileException.class, e -> assertThat(e.sentence()).startsWith(sentence));
    }

    @Test
    void otherArchivesAreRefusedWithAdvice() {
        TestWorkbook document = new TestWorkbook()
                .part(
                        "_rels/.rels",
                        "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='word/document.xml'/></Relationships>");
        assertThatThrownBy(() -> open(document)).hasMessageStartingWith("This file is neither an Excel file");
        TestWorkbook binary = new TestWorkbook()
                .part(
                        "_rels/.rels",
                        "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='xl/workbook.bin'/></Relationships>");
        assertThatThrownBy(() -> open(binary)).hasMessageStartingWith("This is a binary Excel file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r='1'><c r='ZZZZZZZ1'><v>1</v></c></row>",
                "<row r='99999999'><c><v>1</v></c></row>",
                "<row r='1'><c><v>1</v></c>",
                "<row r='1'><c><v>&bomb;</v></c></row>",
                "<row r='1'><c><v>\u0001</v></c></row>",
            })
    void brokenSheetIsRefused(String rows) {
        assertThatThrownBy(() -> open(new TestWorkbook().sheet(rows))).isInstanceOf(TableFileException.class);
    }

    @Test
    void workbookWithoutRowsIsRefused() {
        assertThatThrownBy(() -> open(new TestWorkbook().sheet("")))
                .isInstanceOf(TableFileException.class)
                .hasMessageStartingWith("The workbook is empty.");
    }

    private TableFile open(TestWorkbook book) {
        return TableFile.open(book.write(folder.resolve("book.xlsx")));
    }
}
