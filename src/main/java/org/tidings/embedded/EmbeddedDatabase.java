package org.tidings.embedded;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.tidings.platform.FreePort;
import org.tidings.platform.PrivateFile;

/**
 * One MariaDB server for as long as the Java process lives: started at the first call, started again (on the same port)
 * if it dies, stopped when the process ends and the application has closed its connections.
 *
 * <p>Below {@code tidings.data-dir} it keeps the unpacked server and the folder {@code database} with the tables, the
 * password, the lock and the server's log.
 */
final class EmbeddedDatabase {
    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    /** How long closing the application may take before its database is stopped all the same. */
    private static final Duration APPLICATION_STOPS = Duration.ofMinutes(1);

    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(5);

    /**
     * Where the port is remembered, by folder. Dev mode and tests load this class anew each time they restart the
     * application, and each of those generations is to find the server that the first one started; a system property is
     * what they share.
     */
    private static final String PORT_PROPERTY = "org.tidings.embedded.port:";

    private final FolderLock lock;
    private final MariaDbServer server;
    private final int port;
    private volatile boolean stopping;

    private EmbeddedDatabase(FolderLock lock, MariaDbServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * The database in this data folder, started unless this process did so before.
     *
     * @throws EmbeddedDatabaseException where it cannot run, with a sentence for the operator
     */
    static synchronized DatabaseAccess running(Path dataFolder) {
        try {
            var folder = privateFolder(dataFolder);
            var password = PrivateFile.randomSecret(folder.resolve("password"));
            var port = Integer.getInteger(PORT_PROPERTY + folder);
            if (port == null) {
                port = start(folder, password).port;
                System.setProperty(PORT_PROPERTY + folder, port.toString());
            }
            return new DatabaseAccess(port, password);
        } catch (IOException | UncheckedIOException e) {
            throw new EmbeddedDatabaseException(
                    "The embedded database in " + dataFolder + " cannot be started: " + e.getMessage());
        }
    }

    /** By its real path, since that is how {@link MariaDbServer#stopLeftOver} knows a server again. */
    private static Path privateFolder(Path dataFolder) throws IOException {
        var folder = Files.createDirectories(dataFolder).toRealPath().resolve("database");
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    private static EmbeddedDatabase start(Path folder, String password) throws IOException {
        MariaDbBinaries.requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
        var lock = FolderLock.take(folder);
        var began = System.nanoTime();
        var server = new MariaDbServer(MariaDbBinaries.unpack(folder.resolveSibling("mariadb")), folder, password);
        server.stopLeftOver();
        server.install();
        var database = new EmbeddedDatabase(lock, server, FreePort.find());
        server.start(database.port);
        LOG.infof(
                "Embedded database in %s ready after %d ms",
                folder, Duration.ofNanos(System.nanoTime() - began).toMillis());
        var keeper = new Thread(database::keepAlive, "embedded-database");
        keeper.setDaemon(true);
        keeper.start();
        Runtime.getRuntime().addShutdownHook(new Thread(database::stopAfterApplication, "embedded-database-stop"));
        return database;
    }

    /** Connections find the restarted server by themselves, so it keeps its port. */
    private void keepAlive() {
        try {
            while (true) {
                server.awaitEnd();
                if (stopping) {
                    return;
                }
                LOG.warn("The embedded database has ended unexpectedly; starting it again");
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        try {
            server.start(port);
            LOG.info("The embedded database is ready again");
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "The embedded database cannot be started again; next attempt in %s", BEFORE_NEXT_ATTEMPT);
            Thread.sleep(BEFORE_NEXT_ATTEMPT.toMillis());
        }
    }

    private void stopAfterApplication() {
        try {
            awaitApplicationEnd();
            stopping = true;
            server.stop();
            lock.release();
        } catch (IOException e) {
            LOG.error("The embedded database could not be stopped in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shutdown hooks run side by side, and Quarkus closes its connection pool in one of its own. */
    private static void awaitApplicationEnd() throws InterruptedException {
        var application = Application.currentApplication();
        if (application == null) {
            return;
        }
        var waiting = new Thread(application::awaitShutdown, "embedded-database-wait");
        waiting.setDaemon(true);
        waiting.start();
        waiting.join(APPLICATION_STOPS.toMillis());
    }
}
