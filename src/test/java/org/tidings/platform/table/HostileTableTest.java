package org.tidings.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody's spreadsheet writes are read or refused with a sentence, quickly and in little memory. */
class HostileTableTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    /** A million characters each; a reader that looks ahead from each quotation mark needs hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\n",
                "\",",
                ",\"",
                "a,\"\n",
                "a,\"b\n",
                "\"a\"b,",
                "a,\"b\"\"\n",
                "\"\"\n",
                "\"\"",
                "\" ",
                " \"",
                "\"a \"b,",
                ",",
                "\n",
                "\r",
                " ",
                "@,\n",
                "sep=;\n",
                "é",
                "\u200b"
            })
    void repeatedTextIsReadInAMoment(String repeated) {
        String text = "email,name\n" + repeated.repeat(1_000_000 / repeated.length());
        assertTimeoutPreemptively(A_MOMENT, () -> readOrRefuse(text.getBytes(StandardCharsets.UTF_8)));
        assertTimeoutPreemptively(A_MOMENT, () -> readOrRefuse(text.getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void randomTextIsReadOrRefused() {
        Random random = new Random(14);
        String alphabet = "ab@.,,;\t|\"\"\"\n\n\r éř\u00a0\u200b😀=";
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder(round % 2 == 0 ? "email,name,class\n" : "");
            for (int i = random.nextInt(200); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            readOrRefuse(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(12);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            readOrRefuse(bytes);
        }
    }

    /** Each person is on a line of their own, and a quotation mark is put anywhere: nobody's cells have what belongs to another. */
    @Test
    void quotationMarksAnywhereNeverMixPeople() {
        Random random = new Random(4);
        for (int round = 0; round < 1_000; round++) {
            StringBuilder text = new StringBuilder("email,first,last\n");
            int people = 2 + random.nextInt(5);
            for (int i = 0; i < people; i++) {
                text.append(
                        random.nextBoolean()
                                ? "p" + i + "@x.org,F" + i + ",L" + i + "\n"
                                : "\"p" + i + "@x.org\",\"F" + i + "\",\"L" + i + "\"\n");
            }
            for (int i = random.nextInt(2); i >= 0; i--) {
                text.insert("email,first,last\n".length() + random.nextInt(text.length() - 17), '"');
            }
            int found = 0;
            for (TableRow row : Tables.rows(Tables.text(folder, text.toString()))) {
                String all = String.join(" ", row.cells());
                long owners = all.chars().filter(c -> c == '@').count();
                assertThat(owners).as(text + " read as " + row).isLessThanOrEqualTo(1);
                found += (int) owners;
            }
            assertThat(found).as(text.toString()).isEqualTo(people);
        }
    }

    @Test
    void damagedWorkbookIsReadOrRefused() throws IOException {
        Path whole = new TestWorkbook()
                .sheet(TestWorkbook.row(1, "Email", "Name") + TestWorkbook.row(2, "a@x.org", "Ann"))
                .write(folder.resolve("whole.xlsx"));
        byte[] bytes = Files.readAllBytes(whole);
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = bytes.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            readOrRefuse(round % 4 == 0 ? java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged);
        }
    }

    /** Some 50 MB in less than 100 KB. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xl/worksheets/sheet1.xml | <worksheet><sheetData><row><c t='str'><v> | x | 50000000",
                "xl/worksheets/sheet1.xml | <worksheet><sheetData><row><c r=' | A | 50000000",
                "xl/worksheets/sheet1.xml | <worksheet><sheetData> | <row/> | 8000000",
                "xl/worksheets/sheet1.xml | <worksheet> | <a> | 16000000",
                "xl/worksheets/sheet1.xml | <worksheet><!-- | x | 50000000",
                "xl/sharedStrings.xml | <sst> | <si><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></si> | 500000",
                "xl/sharedStrings.xml | <sst><si> | <t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t> | 500000",
            })
    void archiveThatUnpacksToTooMuchIsRefused(String part, String head, String repeated, long times)
            throws IOException {
        Path book = new TestWorkbook().sheet(TestWorkbook.row(1, "Email")).write(folder.resolve("book.xlsx"));
        Path bomb = folder.resolve("bomb.xlsx");
        TestWorkbook.writeRepeated(book, bomb, part, head, repeated, times, "");
        assertThatThrownBy(() -> assertTimeoutPreemptively(A_MOMENT, () -> Tables.rows(TableFile.open(bomb))))
                .isInstanceOf(TableFileException.class);
    }

    private void readOrRefuse(byte[] content) {
        try {
            Tables.rows(Tables.bytes(folder, content));
        } catch (TableFileException e) {
            assertThat(e.sentence()).endsWith(".");
        }
    }
}
