package org.tidings.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The database server that the first process of the unit tests has unpacked, if it has: 310 MB that the process tests need not unpack again. */
public final class UnpackedServer {

    private static final Path SERVER = Path.of("target", "test-data", "1", "mariadb");

    private UnpackedServer() {}

    /** Lets the application use it in this data directory. */
    public static void shareWith(Path dataFolder) {
        Path link = dataFolder.resolve("mariadb");
        try {
            if (Files.exists(SERVER) && Files.notExists(link)) {
                Files.createDirectories(dataFolder);
                Files.createSymbolicLink(link, SERVER.toRealPath());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
