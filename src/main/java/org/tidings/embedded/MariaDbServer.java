package org.tidings.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PrivateFile;

/** Installs, starts and stops the server process of one database directory. Not thread-safe. */
final class MariaDbServer {
    /** Startup takes up to 20 s on a busy machine; crash recovery reads up to 96 MB of log. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final String PORT = "--port=";

    private final MariaDbBinaries binaries;
    private final Path folder;
    private final Path tables;
    private final Path log;
    private final String password;
    private volatile @Nullable Process process;

    MariaDbServer(MariaDbBinaries binaries, Path folder, String password) {
        this.binaries = binaries;
        this.folder = folder;
        this.tables = folder.resolve("tables");
        this.log = folder.resolve("server.log");
        this.password = password;
    }

    /**
     * Stops a server that a killed application left running on this directory, including one that is still installing. The server is identified
     * by its command line, which is reliable even if a process id was reused or the pid file is missing.
     */
    void stopLeftOver() throws IOException {
        var ours = List.of("--datadir=" + tables, "--datadir=" + tablesBeside());
        for (var found : ProcessHandle.allProcesses()
                .filter(candidate -> isServerOn(ours, candidate))
                .toList()) {
            stop(found);
        }
    }

    private static boolean isServerOn(List<String> dataDirectories, ProcessHandle candidate) {
        var info = candidate.info();
        return info.command().filter(path -> path.endsWith("/mariadbd")).isPresent()
                && List.of(info.arguments().orElse(new String[0])).stream().anyMatch(dataDirectories::contains);
    }

    /** The port of a server that runs on this database directory, started by any process. */
    static OptionalInt runningOn(Path folder) {
        var ours = List.of("--datadir=" + folder.resolve("tables"));
        return ProcessHandle.allProcesses()
                .filter(candidate -> isServerOn(ours, candidate))
                .flatMap(server -> Stream.of(server.info().arguments().orElse(new String[0])))
                .filter(argument -> argument.startsWith(PORT))
                .mapToInt(argument -> Integer.parseInt(argument.substring(PORT.length())))
                .findFirst();
    }

    private Path tablesBeside() {
        return folder.resolve("tables.new");
    }

    /** Creates the system tables on the first start, in a temporary directory that is then renamed. An interrupted installation leaves none. */
    void install() throws IOException {
        if (Files.exists(tables)) {
            return;
        }
        var beside = tablesBeside();
        Folders.delete(beside);
        Files.createDirectories(beside);
        emptyTemporary();
        var installing = new ProcessBuilder(arguments(beside, "--bootstrap", "--log-warnings=0"))
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
        try (var sql = installing.getOutputStream()) {
            sql.write("create database mysql;\nuse mysql;\nset @auth_root_socket = null;\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (var file : binaries.systemTables()) {
                Files.copy(file, sql);
            }
            // Only the user created by initFile() can log in.
            sql.write(("delete from global_priv;\ndelete from proxies_priv;\ncreate database " + DatabaseAccess.SCHEMA
                            + ";\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        if (await(installing) != 0) {
            throw new IOException("creating the system tables failed, see " + log);
        }
        Files.move(beside, tables, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server and returns when it accepts connections. */
    void start(int port) throws IOException {
        emptyTemporary();
        var started = new ProcessBuilder(arguments(
                        tables,
                        PORT + port,
                        "--bind-address=127.0.0.1",
                        "--socket=",
                        "--skip-name-resolve",
                        "--skip-ssl", // loopback only; generating a certificate takes up to 10 s at each start
                        "--pid-file=" + folder.resolve("pid"),
                        "--init-file=" + initFile(),
                        // the defaults of MySQL 8.4: both servers behave the same
                        "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                                + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                        "--max-allowed-packet=64M",
                        "--default-time-zone=+00:00",
                        // a committed transaction is on disk
                        "--innodb-flush-log-at-trx-commit=1",
                        // as MySQL 8: launches insert addresses side by side
                        "--innodb-autoinc-lock-mode=2",
                        "--innodb-buffer-pool-size=256M",
                        "--max-connections=200"))
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
        process = started;
        awaitReady(started, port);
    }

    /** A starting server deletes the temporary tables it finds, which in a shared directory are those of other servers. */
    private Path temporary() {
        return folder.resolve("tmp");
    }

    private void emptyTemporary() throws IOException {
        Folders.delete(temporary());
        Files.createDirectories(temporary());
    }

    private List<String> arguments(Path dataDirectory, String... more) {
        var all = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults", // must be the first argument
                "--datadir=" + dataDirectory,
                "--tmpdir=" + temporary(),
                "--basedir=" + binaries.home(),
                "--lc-messages-dir=" + binaries.messages(),
                "--character-set-server=utf8mb4",
                // the default of MySQL and Connector/J: comparing two collations is an error
                "--collation-server=utf8mb4_0900_ai_ci",
                "--character-set-collations=utf8mb4=utf8mb4_0900_ai_ci"));
        if ("root".equals(System.getProperty("user.name"))) {
            all.add("--user=root"); // the server runs as root only with this option
        }
        all.addAll(List.of(more));
        return all;
    }

    /** Executed by the server at every start before it listens. Resets the password to the one in the password file. */
    private Path initFile() {
        var file = folder.resolve("init.sql");
        var user = DatabaseAccess.USERNAME + "@'127.0.0.1'";
        PrivateFile.write(file, """
                create user if not exists %1$s;
                alter user %1$s identified by '%2$s';
                grant all on %3$s.* to %1$s;
                """.formatted(user, password, DatabaseAccess.SCHEMA));
        return file;
    }

    private void awaitReady(Process started, int port) throws IOException {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!listens(port)) {
            if (!started.isAlive()) {
                throw new IOException("the server exited with code " + started.exitValue() + ", see " + log);
            }
            if (System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException(
                        "the server was not ready within " + START_TIMEOUT.toSeconds() + " s, see " + log);
            }
            pause();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return socket.getInputStream().read() >= 0; // the first byte of the greeting
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits until the server process has ended. */
    void awaitEnd() throws InterruptedException {
        var current = process;
        if (current != null) {
            current.waitFor();
        }
    }

    /** Shuts the server down cleanly. */
    void stop() throws IOException {
        var current = process;
        if (current != null) {
            stop(current.toHandle());
        }
    }

    private static void stop(ProcessHandle server) throws IOException {
        server.destroy();
        var deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (server.isAlive()) {
            if (System.nanoTime() > deadline) {
                server.destroyForcibly(); // InnoDB recovers at the next start
            }
            pause();
        }
    }

    private static int await(Process installing) throws IOException {
        try {
            if (!installing.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                installing.destroyForcibly();
            }
            return installing.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
