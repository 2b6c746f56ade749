package org.tidings.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Loads a backup that {@link BackupWriter} wrote into an empty database. */
public final class BackupReader implements AutoCloseable {

    /** Rows of one insert, and octets of it, which {@code max_allowed_packet} limits. */
    private static final int MOST_ROWS = 500;

    private static final int MOST_CHARACTERS = 4_000_000;

    /** Loaded last: without an account, an interrupted restore is an installation that nobody has set up. */
    private static final String LAST_TABLE = "account";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final ZipFile file;
    private final Contents contents;

    private BackupReader(ZipFile file, Contents contents) {
        this.file = file;
        this.contents = contents;
    }

    /**
     * Opens a backup.
     *
     * @throws IOException if it is not a complete one, with a message for the operator
     */
    public static BackupReader open(Path path) throws IOException {
        ZipFile file;
        try {
            file = new ZipFile(path.toFile());
        } catch (ZipException notOne) {
            throw new IOException(path + " is not a backup, or not all of one.", notOne);
        }
        ZipEntry entry = file.getEntry(Contents.ENTRY);
        if (entry == null) {
            file.close();
            throw new IOException(path + " is not a backup of Tidings.");
        }
        try (InputStream json = file.getInputStream(entry)) {
            return new BackupReader(file, JSON.readValue(json, Contents.class));
        }
    }

    /** The generated secret of the installation, unless it is in the database. */
    public Optional<String> secret() {
        return Optional.ofNullable(contents.secret());
    }

    /** When the backup was made: ISO 8601, UTC. */
    public String madeAt() {
        return contents.madeAt();
    }

    /**
     * Creates the tables as they were and loads the rows.
     *
     * @param last what has to be done before the rows can be used; in the transaction that makes them usable
     * @return the number of rows
     * @throws SQLException if the database is not empty or the version of Tidings is too old; the message is for the operator. The database is
     *     empty again then
     */
    public long load(Connection connection, Last last) throws IOException, SQLException {
        if (!Schema.tables(connection).isEmpty()) {
            throw new SQLException("The database is not empty. Restore into an empty one.");
        }
        try {
            Schema.create(connection, contents.changes().size());
            if (!Schema.changes(connection).equals(contents.changes())) {
                throw new SQLException(
                        "The backup was made by a newer version of Tidings. Restore it with that version.");
            }
            loadRows(connection);
            last.run(connection);
            connection.commit();
            return contents.rows();
        } catch (IOException | SQLException | RuntimeException failure) {
            connection.rollback();
            Schema.drop(connection);
            throw failure;
        }
    }

    /** What is done in the last transaction of a restore. */
    @FunctionalInterface
    public interface Last {
        void run(Connection connection) throws SQLException;
    }

    private void loadRows(Connection connection) throws IOException, SQLException {
        connection.setAutoCommit(false);
        try (Statement session = connection.createStatement()) {
            session.execute("set foreign_key_checks = 0, unique_checks = 0,"
                    + " sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')");
        }
        for (boolean last : new boolean[] {false, true}) {
            for (Contents.Table table : contents.tables()) {
                if (table.name().equals(LAST_TABLE) == last) {
                    load(connection, table);
                    if (!last) {
                        connection.commit();
                    }
                }
            }
        }
    }

    private void load(Connection connection, Contents.Table table) throws IOException, SQLException {
        List<Contents.Column> columns = table.columns();
        try (Statement delete = connection.createStatement()) {
            delete.execute("delete from " + Schema.name(table.name())); // what the changes inserted
        }
        String names =
                columns.stream().map(column -> Schema.name(column.name())).collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        long rows = 0;
        try (InputStream lines = file.getInputStream(file.getEntry(Contents.Table.entry(table.name())));
                JsonParser json = JSON.createParser(lines);
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + Schema.name(table.name()) + " (" + names + ") values (" + marks + ")")) {
            int waiting = 0;
            int characters = 0;
            while (json.nextToken() == JsonToken.START_ARRAY) {
                for (int i = 0; i < columns.size(); i++) {
                    characters += bind(json, insert, i + 1, columns.get(i));
                }
                json.nextToken();
                insert.addBatch();
                rows++;
                if (++waiting >= MOST_ROWS || characters >= MOST_CHARACTERS) {
                    insert.executeBatch();
                    waiting = 0;
                    characters = 0;
                }
            }
            insert.executeBatch();
        }
        if (rows != table.rows()) {
            throw new IOException(
                    "The table " + table.name() + " has " + rows + " rows instead of " + table.rows() + ".");
        }
    }

    private static int bind(JsonParser json, PreparedStatement insert, int position, Contents.Column column)
            throws IOException, SQLException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            insert.setString(position, null);
            return 1;
        }
        if (column.binary()) {
            insert.setBytes(position, json.getBinaryValue());
        } else {
            insert.setString(position, json.getText());
        }
        return json.getTextLength();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
