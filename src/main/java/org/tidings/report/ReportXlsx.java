package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.XlsxSheet.Column;

/** Writes the report as a workbook, row by row: memory does not depend on the size of the blast. */
@ApplicationScoped
class ReportXlsx {

    private static final Column[] PEOPLE = {
        new Column("Email", 32),
        new Column("Name", 24),
        new Column("Family", 20),
        new Column("Status", 14),
        new Column("Reason", 48),
        new Column("Code", 10),
        new Column("Attempts", 10),
        new Column("Sent", 19),
        new Column("Delivered", 19),
        new Column("Opened", 19),
        new Column("Clicked", 19),
        new Column("Bounced", 19),
        new Column("Last activity", 19),
        new Column("Opens", 8),
        new Column("Clicks", 8),
        new Column("Marked as spam", 16),
        new Column("Unsubscribed", 19),
        new Column("Read by", 12),
        new Column("Round", 8),
        new Column("Sent again", 12),
        new Column("Got it", 19),
        new Column("Answer", 10),
        new Column("Page", 8)
    };

    private static final int FIELD_WIDTH = 20;

    private static final Column[] LINKS = {
        new Column("Link", 32),
        new Column("Address", 60),
        new Column("People", 10),
        new Column("Clicks", 10),
        new Column("By machines", 14),
        new Column("Not confirmed", 14)
    };

    private final ReportRows rows;
    private final MergeFieldNames fieldNames;

    ReportXlsx(ReportRows rows, MergeFieldNames fieldNames) {
        this.rows = rows;
        this.fieldNames = fieldNames;
    }

    /**
     * What the workbook is made of.
     *
     * @param url the address of the report
     * @param zone the account's time zone, in which all times are
     */
    record Document(long blastId, Summary summary, List<Links.Line> links, String url, ZoneId zone, Instant made) {}

    /** Writes the workbook and flushes the stream; does not close it. */
    void write(Document document, OutputStream out) throws IOException {
        try {
            Workbook workbook = new Workbook(out, "Tidings", null);
            summary(workbook, document);
            long blastId = document.blastId();
            People people = new People(workbook, document, fieldNames.of(blastId));
            people.write("Recipients", each -> rows.each(blastId, RecipientFilter.EVERYONE, each));
            people.write("Unsubscribed", each -> rows.eachUnsubscribed(blastId, each));
            people.write("Failed", each -> {
                rows.each(blastId, RecipientFilter.of(RecipientStatus.BOUNCE), each);
                rows.each(blastId, RecipientFilter.of(RecipientStatus.INVALID), each);
                rows.each(blastId, RecipientFilter.of(RecipientStatus.FAILED), each);
            });
            links(workbook, document);
            workbook.finish();
        } catch (UncheckedIOException disconnected) {
            throw disconnected.getCause();
        }
        out.flush();
    }

    private static void summary(Workbook workbook, Document document) throws IOException {
        Summary summary = document.summary();
        Worksheet sheet = workbook.newWorksheet("Summary");
        sheet.width(0, 22);
        sheet.width(1, 60);
        SummaryLines lines = new SummaryLines(sheet, document.zone());
        lines.add(summary.title(), null);
        lines.add(summary.goesOutLabel(), summary.goesOut());
        lines.add("By", summary.author());
        lines.add("Type of email", summary.purpose());
        lines.add("State", summary.stateLine().print());
        for (Summary.Part part : summary.parts()) {
            lines.add(part.status().word(), part.count());
        }
        lines.add("Total", summary.selected());
        for (AnswerSummary answers : summary.answers()) {
            lines.add("Question", answers.question());
            answers.counts().forEach(count -> lines.add(count.label(), count.number()));
        }
        lines.add("Objections", summary.objections());
        lines.add("Not counted", summary.notCounted());
        lines.add("As of", document.made());
        lines.add("Time zone of all times", document.zone().getId());
        if (summary.selected() >= XlsxSheet.MOST_ROWS) {
            lines.add("Note", "A sheet has at most 1,048,576 rows, so the recipients continue on further sheets.");
        }
        sheet.hyperlink(lines.next(), 0, new HyperLink(document.url(), "Open this report"));
        sheet.finish();
    }

    /** Sheets of recipients: the fixed columns, then one for each merge field. */
    private record People(Workbook workbook, Document document, List<String> fieldNames) {

        void write(String name, Consumer<Consumer<ReportRow>> source) {
            Column[] columns = Stream.concat(
                            Arrays.stream(PEOPLE),
                            fieldNames.stream().map(field -> new Column(MergeFieldNames.PREFIX + field, FIELD_WIDTH)))
                    .toArray(Column[]::new);
            XlsxSheet sheet = new XlsxSheet(workbook, name, document.zone(), columns);
            source.accept(row -> sheet.row(cells(row)));
            sheet.end();
        }

        private @Nullable Object[] cells(ReportRow row) {
            XlsxSheet.Link page = new XlsxSheet.Link(
                    document.url() + "/recipients/" + row.key().seq(), "Open");
            return Stream.concat(
                            Stream.concat(Arrays.stream(ReportXlsx.cells(row)), Stream.of(page)),
                            fieldNames.stream().map(row.fields()::get))
                    .toArray();
        }
    }

    private static @Nullable Object[] cells(ReportRow row) {
        return new @Nullable Object[] {
            row.email(),
            row.name(),
            row.family(),
            row.status().word(),
            row.reason(),
            row.code(),
            row.attempts(),
            row.sentAt(),
            row.deliveredAt(),
            row.openedAt(),
            row.clickedAt(),
            row.bouncedAt(),
            row.lastActivityAt(),
            row.opens(),
            row.clicks(),
            row.complaint(),
            row.unsubscribedAt(),
            row.readBy(),
            row.round() == 0 ? 1 : row.round(),
            row.isSentAgain(),
            row.gotItAt(),
            row.answer() == null ? null : row.answer().word()
        };
    }

    private static void links(Workbook workbook, Document document) {
        XlsxSheet sheet = new XlsxSheet(workbook, "Links", document.zone(), LINKS);
        for (Links.Line link : document.links()) {
            sheet.row(
                    link.label(),
                    link.url(),
                    link.people(),
                    link.clicks(),
                    link.automaticClicks(),
                    link.unconfirmedClicks());
        }
        sheet.end();
    }
}
