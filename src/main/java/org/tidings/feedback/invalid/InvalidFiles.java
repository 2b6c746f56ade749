package org.tidings.feedback.invalid;

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
import org.tidings.blast.audience.PeopleFile;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.table.TableFileException;
import org.tidings.platform.web.SpreadsheetCell;
import org.tidings.platform.web.SpreadsheetCsv;

/** Exports and imports the list as CSV (RFC 4180, UTF-8 with a byte order mark), in chunks to limit memory. */
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
     * Writes all invalid addresses of an account, newest first, and flushes the stream; does not close it.
     *
     * @param author the author whose blasts are included; null for all authors
     */
    void write(long accountId, @Nullable Long author, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        text.write(SpreadsheetCsv.header("email", "name", "reason", "code", "since", "blast"));
        SpreadsheetCsv csv = new SpreadsheetCsv(text);
        @Nullable ListCursor from = null;
        List<InvalidLine> lines;
        do {
            lines = rows.page(accountId, author, "", from, CHUNK);
            for (InvalidLine line : lines) {
                csv.row(
                        line.email(),
                        line.name(),
                        line.reason(),
                        line.code(),
                        line.since().toString(),
                        line.subject());
                from = ListCursor.after(line);
            }
        } while (lines.size() == CHUNK);
        csv.flush();
    }

    /** Marks the addresses of a file as invalid. Malformed rows are skipped and reported; rows before a read error are kept. */
    Upload read(Path file, String name) {
        Instant since = clock.instant().truncatedTo(ChronoUnit.MICROS); // the precision of the column
        List<Upload.BadLine> badLines = new ArrayList<>();
        Set<String> chunk = new LinkedHashSet<>();
        int good = 0;
        int added = 0;
        int bad = 0;
        @Nullable String problem = null;
        try {
            for (Audience.Entry entry : PeopleFile.of(file)) {
                String email = entry.problem() == null
                        ? entry.email()
                        : EmailAddress.normalise(SpreadsheetCell.unescaped(entry.email()))
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
        } catch (TableFileException broken) {
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

    /** Earlier chunks are already stored; the user is told and can undo them. */
    private static String interrupted(RuntimeException failure) {
        if (!DatabaseException.isOutage(failure)) {
            throw failure;
        }
        return "The import was interrupted because the database was not available. Import the file again; addresses are not counted twice.";
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
