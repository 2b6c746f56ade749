package org.tidings.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.SpreadsheetCsv;

/**
 * A chunk of the download.
 *
 * @param after the last address of the previous chunk; null for the first chunk
 * @param last the last address of this chunk; null if it extends to the end
 */
record CsvChunk(
        long blastId, @Nullable String after, @Nullable String last) {

    private static final int ROWS = 2_000;

    /** Finds the end of the next chunk. Uses only the index {@code recipient_ix_email}. */
    static CsvChunk after(Connection connection, long blastId, @Nullable String after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select r.email from recipient r force index (recipient_ix_email) where r.blast_id = ?"
                        + (after == null ? "" : " and r.email > ?") + " order by r.email limit " + (ROWS - 1)
                        + ", 1")) {
            select.setLong(1, blastId);
            if (after != null) {
                select.setString(2, after);
            }
            try (ResultSet row = select.executeQuery()) {
                return new CsvChunk(blastId, after, row.next() ? row.getString(1) : null);
            }
        }
    }

    /** Reads the rows as CSV. Uses {@code recipient_ix_email}. */
    byte[] text(Connection connection, CsvLayout layout) throws SQLException {
        String sql = "select " + CsvLayout.COLUMNS
                + " from recipient r force index (recipient_ix_email)" + CsvLayout.ANSWERS + " where r.blast_id = ?"
                + (after == null ? "" : " and r.email > ?") + (last == null ? "" : " and r.email <= ?")
                + " order by r.email";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int i = 1;
            select.setLong(i++, blastId);
            if (after != null) {
                select.setString(i++, after);
            }
            if (last != null) {
                select.setString(i, last);
            }
            try (ResultSet row = select.executeQuery()) {
                return lines(row, layout);
            }
        }
    }

    private static byte[] lines(ResultSet row, CsvLayout layout) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROWS * 256);
        try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            SpreadsheetCsv csv = new SpreadsheetCsv(text);
            @Nullable String[] cells = new String[layout.width()];
            while (row.next()) {
                layout.cells(row, cells);
                csv.row(cells);
            }
            csv.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
