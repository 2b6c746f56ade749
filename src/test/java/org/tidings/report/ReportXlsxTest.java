package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.recipient.RecipientStatus;

/** The workbook, read by a reader that is not the writer. */
@QuarkusTest
class ReportXlsxTest {

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private Blast blast;

    @BeforeEach
    void sampleBlast() {
        owner = accounts.owner();
        blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
    }

    @Test
    void hasAllSheetsInOrder() throws IOException {
        samples.count(blast);
        try (ReadableWorkbook workbook = workbook()) {
            assertThat(workbook.getSheets().map(Sheet::getName))
                    .containsExactly("Summary", "Recipients", "Unsubscribed", "Failed", "Links");
        }
    }

    @Test
    void cellsHaveTypesAndTextsAreNeverFormulas() throws IOException {
        samples.recipient(blast, "ann@x.example", "=1+1", RecipientStatus.DELIVERY, null, Map.of("family", "+Lee"));
        samples.count(blast);
        try (ReadableWorkbook workbook = workbook()) {
            Row row = rows(workbook, "Recipients").get(1);
            assertThat(row.getCellText(0)).isEqualTo("ann@x.example");
            assertThat(row.getCell(1).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getCellText(1)).isEqualTo("=1+1");
            assertThat(row.getCellText(2)).isEqualTo("+Lee");
            assertThat(row.getCellText(3)).isEqualTo("Delivery");
            assertThat(row.getCell(6).getType()).isEqualTo(CellType.NUMBER);
            LocalDateTime activity = row.getCellAsDate(12).orElseThrow();
            assertThat(activity).isAfter(LocalDateTime.of(2020, 1, 1, 0, 0));
            assertThat(row.getCell(15).getType()).isEqualTo(CellType.BOOLEAN);
        }
    }

    @Test
    void peopleAreOnTheSheetsOfTheirStatus() throws IOException {
        samples.recipient(blast, "ann@x.example", "Ann", RecipientStatus.DELIVERY, null);
        samples.recipient(blast, "bob@x.example", "Bob", RecipientStatus.BOUNCE, "No such mailbox");
        samples.recipient(blast, "cid@x.example", "Cid", RecipientStatus.UNSUBSCRIBED, "Left the newsletter");
        samples.recipient(blast, "dan@x.example", "Dan", RecipientStatus.FAILED, "Gave up");
        samples.count(blast);
        try (ReadableWorkbook workbook = workbook()) {
            assertThat(addresses(workbook, "Recipients"))
                    .containsExactly("ann@x.example", "bob@x.example", "cid@x.example", "dan@x.example");
            assertThat(addresses(workbook, "Unsubscribed")).containsExactly("cid@x.example");
            assertThat(addresses(workbook, "Failed")).containsExactly("bob@x.example", "dan@x.example");
            assertThat(rows(workbook, "Summary"))
                    .anySatisfy(row -> assertThat(row.getCellText(0) + " " + row.getCellText(1))
                            .isEqualTo("Total 4"));
        }
    }

    @Test
    void eachPersonHasALinkAndTheirMergeFields() throws IOException {
        samples.recipient(
                blast,
                "ann@x.example",
                "Ann",
                RecipientStatus.DELIVERY,
                null,
                Map.of("shirt", "=M", "class", "Tumbling"));
        samples.recipient(blast, "bob@x.example", "Bob", RecipientStatus.DELIVERY, null, Map.of("shirt", "L"));
        samples.count(blast);
        try (ReadableWorkbook workbook = workbook()) {
            List<Row> rows = rows(workbook, "Recipients");
            assertThat(rows.get(0).getCellText(22)).isEqualTo("Page");
            assertThat(rows).extracting(row -> row.getCellText(23)).containsExactly("field.class", "Tumbling", "");
            assertThat(rows).extracting(row -> row.getCellText(24)).containsExactly("field.shirt", "=M", "L");
            assertThat(rows.get(1).getCellText(22)).isEqualTo("Open");
        }
    }

    @Test
    void longReportIsComplete() throws IOException {
        samples.recipients(blast, 2_500);
        samples.count(blast);
        try (ReadableWorkbook workbook = workbook()) {
            assertThat(addresses(workbook, "Recipients")).hasSize(2_500).isSorted();
        }
    }

    @Test
    void ofAnotherAccountIsNotFound() {
        accounts.owner()
                .browser()
                .get("/blasts/" + blast.publicId + "/report.xlsx")
                .then()
                .statusCode(404);
    }

    private ReadableWorkbook workbook() throws IOException {
        byte[] bytes = owner.browser()
                .get("/blasts/" + blast.publicId + "/report.xlsx")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return new ReadableWorkbook(new ByteArrayInputStream(bytes));
    }

    private static List<Row> rows(ReadableWorkbook workbook, String sheet) throws IOException {
        return workbook.findSheet(sheet).orElseThrow().read();
    }

    private static Stream<String> addresses(ReadableWorkbook workbook, String sheet) throws IOException {
        return rows(workbook, sheet).stream().skip(1).map(row -> row.getCellText(0));
    }
}
