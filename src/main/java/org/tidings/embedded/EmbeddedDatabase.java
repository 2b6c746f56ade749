package org.tidings.embedded;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.tidings.platform.FreePort;
import org.tidings.platform.PrivateFile;

/**
 * A MariaDB server process for the lifetime of the JVM. Started on first use, restarted on the same port if it dies, and stopped at JVM
 * shutdown after the application has closed its connections.
 *
 * <p>{@code tidings.data-dir} contains the unpacked server and the directory {@code database} with the tables, the password, the lock and
 * the server log.
 */
final class EmbeddedDatabase {
    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    /** How long to wait for the application to shut down before the database is stopped. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration RESTART_INTERVAL = Duration.ofSeconds(5);

    /**
     * Prefix of the system property that stores the port for a directory. Dev mode and tests reload this class with each restart of the
     * application; the system property lets them find the server that is already running.
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
     * Returns the database in this data directory; starts it unless this process has already done so.
     *
     * @throws EmbeddedDatabaseException when it cannot run, with a message for the operator
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

    /** As {@link #running}, or the database that another process runs in this data directory. For commands; it ends with that process. */
    static DatabaseAccess reachable(Path dataFolder) {
        try {
            return running(dataFolder);
        } catch (EmbeddedDatabaseException inUse) {
            try {
                var folder = privateFolder(dataFolder);
                var port = MariaDbServer.runningOn(folder).orElseThrow(() -> inUse);
                return new DatabaseAccess(port, PrivateFile.randomSecret(folder.resolve("password")));
            } catch (IOException unreadable) {
                inUse.addSuppressed(unreadable);
                throw inUse;
            }
        }
    }

    /** Returns the real path, by which {@link MariaDbServer#stopLeftOver} identifies a server. */
    private static Path privateFolder(Path dataFolder) throws IOException {
        return PrivateFile.folder(PrivateFile.folder(dataFolder).toRealPath().resolve("database"));
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

    /** Restarts the server on the same port, where connection pools reconnect automatically. */
    private void keepAlive() {
        try {
            while (true) {
                server.awaitEnd();
                if (stopping) {
                    return;
                }
                LOG.warn("The embedded database ended unexpectedly; restarting it");
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
            LOG.errorf(e, "The embedded database could not be restarted; next attempt in %s", RESTART_INTERVAL);
            Thread.sleep(RESTART_INTERVAL.toMillis());
        }
    }

    private void stopAfterApplication() {
        try {
            awaitApplicationEnd();
            stopping = true;
            server.stop();
            lock.release();
        } catch (IOException e) {
            LOG.error("The embedded database could not be stopped cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shutdown hooks run concurrently, and Quarkus closes its connection pool in its own hook. */
    private static void awaitApplicationEnd() throws InterruptedException {
        var application = Application.currentApplication();
        if (application == null) {
            return;
        }
        var waiting = new Thread(application::awaitShutdown, "embedded-database-wait");
        waiting.setDaemon(true);
        waiting.start();
        waiting.join(SHUTDOWN_TIMEOUT.toMillis());
    }
}
