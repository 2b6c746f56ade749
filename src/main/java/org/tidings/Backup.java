package org.tidings;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.backup.BackupWriter;
import org.tidings.embedded.ConfiguredDatabase;

/** The command {@code backup}: writes the whole database and the generated secret to a file. The application may be running. */
final class Backup {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int FAILED = 2;

    /** The file of a generated secret in the data directory. */
    static final String SECRET = "secret";

    private static final String USAGE = "Usage: backup <file that does not exist yet>";

    private Backup() {}

    /** Returns the exit code. */
    static int run(List<String> arguments, Instant now, PrintStream out) {
        if (arguments.size() != 1) {
            out.println(USAGE);
            return REFUSED;
        }
        Path file = Path.of(arguments.get(0));
        if (Files.exists(file)) {
            out.println(file + " exists. Name a file that does not exist yet.");
            return REFUSED;
        }
        try (Connection connection = ConfiguredDatabase.connect()) {
            String secret = ConfiguredDatabase.isEmbedded() ? secret(ConfiguredDatabase.dataFolder()) : null;
            long rows = write(connection, secret, now, file);
            out.printf("%,d rows are in %s (%,d kB).%n", rows, file, Files.size(file) / 1_000);
            return DONE;
        } catch (IOException | SQLException | RuntimeException failure) {
            out.println("No backup was made: " + failure.getMessage());
            return FAILED;
        }
    }

    /** Writes a file that only its owner can read, first beside its place, so that a file with that name is complete. */
    static long write(Connection connection, @Nullable String secret, Instant now, Path file)
            throws IOException, SQLException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            long rows;
            try (OutputStream content = Files.newOutputStream(beside)) {
                rows = BackupWriter.write(connection, secret, now, content);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The generated secret of a data directory; null if one is configured instead. */
    static @Nullable String secret(Path dataFolder) throws IOException {
        try {
            return Files.readString(dataFolder.resolve(SECRET)).strip();
        } catch (NoSuchFileException configured) {
            return null;
        }
    }
}
