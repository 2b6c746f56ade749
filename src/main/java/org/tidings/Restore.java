package org.tidings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidings.backup.BackupReader;
import org.tidings.blast.RestoredBlasts;
import org.tidings.embedded.ConfiguredDatabase;
import org.tidings.platform.PrivateFile;
import org.tidings.platform.StoredSecret;

/**
 * The command {@code restore}: loads a backup into the configured database, which must be empty, and checks it. With a data directory instead
 * of a file, it copies the embedded database of that directory, for example to MySQL.
 */
final class Restore {

    private static final String USAGE = "Usage: restore <file made by backup, or data directory to copy>";

    private Restore() {}

    /** Returns the exit code: that of {@link Check} once the rows are loaded. */
    static int run(List<String> arguments, Instant now, PrintStream out) {
        if (arguments.size() != 1) {
            out.println(USAGE);
            return Backup.REFUSED;
        }
        Path source = Path.of(arguments.get(0));
        try {
            return Files.isDirectory(source) ? copy(source, now, out) : load(source, out);
        } catch (IOException | SQLException | RuntimeException failure) {
            out.println("Nothing was restored: " + failure.getMessage());
            return Backup.FAILED;
        }
    }

    private static int copy(Path folder, Instant now, PrintStream out) throws IOException, SQLException {
        if (!Files.isDirectory(folder.resolve("database"))) {
            throw new IOException(folder + " contains no embedded database.");
        }
        Path file = Files.createTempDirectory("tidings-restore").resolve("backup.zip");
        try (Connection connection = ConfiguredDatabase.connect(folder)) {
            Backup.write(connection, Backup.secret(folder), now, file);
            return load(file, out);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        }
    }

    private static int load(Path file, PrintStream out) throws IOException, SQLException {
        try (BackupReader backup = BackupReader.open(file);
                Connection connection = ConfiguredDatabase.connect()) {
            int[] paused = new int[1];
            long rows = backup.load(connection, loaded -> {
                keepSecret(loaded, backup.secret());
                paused[0] = RestoredBlasts.pause(loaded);
            });
            out.printf("%,d rows are restored from the backup of %s.%n", rows, backup.madeAt());
            if (paused[0] > 0) {
                out.println("Blasts that were not finished, and are paused now: " + paused[0]);
            }
        }
        return Check.run(out);
    }

    /** In the place where the application looks for it: a file beside the embedded database, otherwise the table of all nodes. */
    private static void keepSecret(Connection connection, Optional<String> ofFile) throws SQLException {
        if (!ConfiguredDatabase.isEmbedded()) {
            if (ofFile.isPresent()) {
                StoredSecret.offer(connection, ofFile.get());
            }
            return;
        }
        Optional<String> secret = ofFile.isPresent() ? ofFile : StoredSecret.read(connection);
        secret.ifPresent(
                text -> PrivateFile.write(ConfiguredDatabase.dataFolder().resolve(Backup.SECRET), text));
    }
}
