package org.tidings.feedback.invalid;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Audience;
import org.tidings.blast.audience.CsvFileException;
import org.tidings.blast.audience.CsvPeople;
import org.tidings.contact.EmailAddress;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.web.SpreadsheetCell;

/** The list as a CSV file (RFC 4180, UTF-8 with a byte order mark), out and in, in pieces: memory does not grow with it. */
@ApplicationScoped
class InvalidFiles {

    static final String REASON = "Imported";

    private static final int CHUNK = 1_000;
    private static final int BAD_LINES_SHOWN = 100;
    private static final int TEXT_SHOWN = 100;

    private final InvalidRows rows;
    private final InvalidAddresses addresses;
    private final Clock clock;

    InvalidFiles(InvalidRows rows, InvalidAddresses addresses, Clock clock) {
        this.clock = clock;
        this.rows = rows;
        this.addresses = addresses;
    }

    /**
     * Writes all of an account, newest first, and flushes; the stream stays open.
     *
     * @param author whose blasts are named; null for everybody's
     */
    void write(long accountId, @Nullable Long author, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        text.write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        csv.writeRecord("email", "name", "reason", "code", "since", "blast");
        @Nullable ListCursor from = null;
        List<InvalidLine> lines;
        do {
            lines = rows.page(accountId, author, "", from, CHUNK);
            for (InvalidLine line : lines) {
                csv.writeRecord(
                        SpreadsheetCell.defused(line.email()),
                        SpreadsheetCell.defused(line.name()),
                        SpreadsheetCell.defused(line.reason()),
                        SpreadsheetCell.defused(line.code()),
                        line.since().toString(),
                        SpreadsheetCell.defused(line.subject()));
                from = ListCursor.after(line);
            }
        } while (lines.size() == CHUNK);
        csv.flush();
        text.flush();
    }

    /** Makes the addresses of a file invalid; bad rows are left out and named, good ones before a broken end are kept. */
    Upload read(Path file, String name) {
        Instant since = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        List<Upload.BadLine> badLines = new ArrayList<>();
        Set<String> chunk = new LinkedHashSet<>();
        int good = 0;
        int added = 0;
        int bad = 0;
        @Nullable String problem = null;
        try {
            for (Audience.Entry entry : CsvPeople.of(file)) {
                String email = entry.problem() == null
                        ? entry.email()
                        : EmailAddress.normalise(SpreadsheetCell.restored(entry.email()))
                                .orElse("");
                if (email.isEmpty()) {
                    bad++;
                    note(badLines, entry);
                } else if (chunk.add(email)) {
                    good++;
                }
                if (chunk.size() == CHUNK) {
                    added += addresses.add(chunk, REASON, since);
                    chunk.clear();
                }
            }
        } catch (CsvFileException broken) {
            problem = broken.sentence();
        } catch (RuntimeException failure) {
            problem = interrupted(failure);
            chunk.clear();
        }
        try {
            added += addresses.add(chunk, REASON, since);
        } catch (RuntimeException failure) {
            problem = interrupted(failure);
        }
        return new Upload(name, since, added, good - added, bad, badLines, problem);
    }

    /** Earlier chunks are stored: whoever waits for the page is to know, and can undo them. */
    private static String interrupted(RuntimeException failure) {
        if (!DatabaseException.isOutage(failure)) {
            throw failure;
        }
        return "The database went away in the middle of the file. Please add it once more; what was added is counted once.";
    }

    private static void note(List<Upload.BadLine> badLines, Audience.Entry entry) {
        if (badLines.size() < BAD_LINES_SHOWN) {
            String text = entry.email();
            badLines.add(new Upload.BadLine(
                    entry.line(),
                    text.length() <= TEXT_SHOWN ? text : text.substring(0, TEXT_SHOWN) + "…",
                    String.valueOf(entry.problem())));
        }
    }
}
