package org.tidings.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a backup from one snapshot of the database, which may be in use: the application goes on, and what it changes meanwhile is not in the
 * backup.
 */
public final class BackupWriter {

    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /** Connector/J then fetches row by row instead of the whole result. */
    private static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private BackupWriter() {}

    /**
     * Writes the ZIP archive described by {@link Contents}.
     *
     * @param connection of its own, which is not to be used afterwards
     * @param secret see {@link Contents#secret}
     * @return the number of rows
     */
    public static long write(Connection connection, @Nullable String secret, Instant now, OutputStream file)
            throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ZipOutputStream zip = new ZipOutputStream(file)) {
            statement.execute("set session transaction isolation level repeatable read");
            statement.execute("start transaction with consistent snapshot");
            List<Contents.Table> tables = new ArrayList<>();
            for (String table : Schema.tables(connection)) {
                tables.add(write(connection, table, zip));
            }
            Contents contents =
                    new Contents(Contents.FORMAT, now.toString(), secret, Schema.changes(connection), tables);
            zip.putNextEntry(new ZipEntry(Contents.ENTRY));
            JSON.writeValue(zip, contents);
            zip.closeEntry();
            statement.execute("rollback");
            return contents.rows();
        }
    }

    private static Contents.Table write(Connection connection, String table, ZipOutputStream zip)
            throws IOException, SQLException {
        List<Contents.Column> columns = Schema.columns(connection, table);
        String names =
                columns.stream().map(column -> Schema.name(column.name())).collect(Collectors.joining(", "));
        zip.putNextEntry(new ZipEntry(Contents.Table.entry(table)));
        long rows = 0;
        try (JsonGenerator json = JSON.createGenerator(zip);
                Statement statement = connection.createStatement()) {
            json.setRootValueSeparator(null);
            statement.setFetchSize(ROW_BY_ROW);
            try (ResultSet row = statement.executeQuery("select " + names + " from " + Schema.name(table))) {
                while (row.next()) {
                    write(row, columns, json);
                    rows++;
                }
            }
        }
        zip.closeEntry();
        return new Contents.Table(table, columns, rows);
    }

    private static void write(ResultSet row, List<Contents.Column> columns, JsonGenerator json)
            throws IOException, SQLException {
        json.writeStartArray();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).binary()) {
                byte[] value = row.getBytes(i + 1);
                if (value == null) {
                    json.writeNull();
                } else {
                    json.writeBinary(value);
                }
            } else {
                json.writeString(row.getString(i + 1));
            }
        }
        json.writeEndArray();
        json.writeRaw('\n');
    }
}
