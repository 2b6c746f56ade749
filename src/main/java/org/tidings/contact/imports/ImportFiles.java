package org.tidings.contact.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.tidings.platform.database.Transactions;

/** Keeps uploaded files in the database, where every node can read them, in pieces that fit into a packet of the server. */
@ApplicationScoped
class ImportFiles {

    private static final int PIECE = 1024 * 1024;

    private final Transactions transactions;

    ImportFiles(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Stores the file in the caller's transaction. */
    void store(long importId, Path file) {
        transactions.run(connection -> {
            try (InputStream content = Files.newInputStream(file);
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into contact_import_part (import_id, position, content) values (?, ?, ?)")) {
                int position = 0;
                for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
                    insert.setLong(1, importId);
                    insert.setInt(2, position++);
                    insert.setBytes(3, piece);
                    insert.executeUpdate();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Copies the file to a new temporary file that only this user can read; the caller deletes it. */
    Path copy(long importId) {
        try {
            Path copy = Files.createTempFile("tidings-import", ".table");
            try (OutputStream out = Files.newOutputStream(copy)) {
                transactions.run(connection -> write(connection, importId, out));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Connection connection, long importId, OutputStream out) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select content from contact_import_part where import_id = ? and position = ?")) {
            for (int position = 0; ; position++) {
                select.setLong(1, importId);
                select.setInt(2, position);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return;
                    }
                    out.write(row.getBytes(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the file. */
    static void delete(Connection connection, long importId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from contact_import_part where import_id = ?")) {
            delete.setLong(1, importId);
            delete.executeUpdate();
        }
    }
}
