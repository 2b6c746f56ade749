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
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;
import org.tidings.platform.web.SpreadsheetCsv;
import org.tidings.recipient.RecipientStatus;

/**
 * A chunk of the download.
 *
 * @param after the last address of the previous chunk; null for the first chunk
 * @param last the last address of this chunk; null if it extends to the end
 */
record CsvChunk(
        long blastId, @Nullable String after, @Nullable String last) {

    private static final int ROWS = 2_000;

    private static final String[] HEADER = {
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
        "unsubscribed"
    };

    /** The columns, in the order of the header. */
    private static final String COLUMNS = "r.email, concat_ws(' ', r.first_name, r.last_name),"
            + " json_unquote(json_extract(r.fields, '$.family')), r.status, r.reason, r.code, r.attempts, r.sent_at,"
            + " r.delivered_at, r.opened_at, r.clicked_at, r.bounced_at, r.last_activity_at, r.opens, r.clicks,"
            + " r.complaint, r.unsubscribed_at > '1970-01-01'";

    /** The byte order mark and the header row. */
    static byte[] header() {
        return SpreadsheetCsv.header(HEADER).getBytes(StandardCharsets.UTF_8);
    }

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
    byte[] text(Connection connection) throws SQLException {
        String sql = "select " + COLUMNS + " from recipient r force index (recipient_ix_email) where r.blast_id = ?"
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
                return lines(row);
            }
        }
    }

    private static byte[] lines(ResultSet row) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROWS * 192);
        try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            SpreadsheetCsv csv = new SpreadsheetCsv(text);
            @Nullable String[] cells = new String[HEADER.length];
            while (row.next()) {
                read(row, cells);
                csv.row(cells);
            }
            csv.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads columns by index, which avoids a lookup by name for each row. */
    private static void read(ResultSet row, @Nullable String[] cells) throws SQLException {
        cells[0] = row.getString(1);
        cells[1] = row.getString(2).strip();
        cells[2] = row.getString(3);
        cells[3] = RecipientStatus.of(row.getInt(4)).name();
        cells[4] = row.getString(5);
        cells[5] = row.getString(6);
        cells[6] = Integer.toString(row.getInt(7));
        for (int time = 7; time < 13; time++) {
            cells[time] = time(row.getObject(time + 1, LocalDateTime.class));
        }
        cells[13] = Integer.toString(row.getInt(14));
        cells[14] = Integer.toString(row.getInt(15));
        cells[15] = Boolean.toString(row.getBoolean(16));
        cells[16] = Boolean.toString(row.getBoolean(17));
    }

    private static String time(@Nullable LocalDateTime at) {
        return at == null || at.equals(Utc.NEVER) ? "" : Utc.text(at);
    }
}
