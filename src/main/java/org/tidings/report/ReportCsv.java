package org.tidings.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.SpreadsheetCell;

/**
 * The report as a file for spreadsheets: UTF-8 with a byte order mark, since Excel takes it for a local encoding without one, RFC 4180,
 * times in ISO 8601, UTC. It is read and written in pieces: memory does not grow with the blast, and no transaction waits for the reader.
 */
@ApplicationScoped
public class ReportCsv {

    private static final List<String> HEADER = List.of(
            "email",
            "name",
            "family",
            "status",
            "reason",
            "code",
            "attempts",
            "sent_at",
            "delivered_at",
            "opened_at",
            "clicked_at",
            "bounced_at",
            "last_activity_at",
            "opens",
            "clicks",
            "complaint",
            "unsubscribed");

    private static final int CHUNK = 1_000;

    private final RecipientRows rows;

    ReportCsv(RecipientRows rows) {
        this.rows = rows;
    }

    /**
     * Writes everyone, by address, and flushes; the stream stays open.
     *
     * @throws IOException when the reader went away
     */
    public void write(long blastId, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        text.write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        csv.writeRecord(HEADER);
        @Nullable String cursor = null;
        do {
            RecipientRows.Page page =
                    rows.page(blastId, RecipientFilter.EVERYONE, RecipientSort.ADDRESS, cursor, CHUNK);
            for (ReportRow row : page.items()) {
                csv.writeRecord(cells(row));
            }
            cursor = page.next();
        } while (cursor != null);
        csv.flush();
        text.flush();
    }

    private static List<String> cells(ReportRow row) {
        return List.of(
                SpreadsheetCell.defused(row.email()),
                SpreadsheetCell.defused(row.name()),
                SpreadsheetCell.defused(row.family()),
                row.status().name(),
                SpreadsheetCell.defused(row.reason()),
                SpreadsheetCell.defused(row.code()),
                String.valueOf(row.attempts()),
                time(row.sentAt()),
                time(row.deliveredAt()),
                time(row.openedAt()),
                time(row.clickedAt()),
                time(row.bouncedAt()),
                time(row.lastActivityAt()),
                String.valueOf(row.opens()),
                String.valueOf(row.clicks()),
                String.valueOf(row.complaint()),
                String.valueOf(row.unsubscribed()));
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
