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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PrivateFile;

/** The server process on one database folder: installed, started, stopped. Not safe for use by several threads. */
final class MariaDbServer {
    /** A busy machine takes 20 s; recovery after a crash reads up to 96 MB of log. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;

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
     * Ends a server that an earlier, killed application left behind on this folder, be it still installing. It is known by its command line, so
     * neither a reused process id nor a missing file can mislead us.
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

    private Path tablesBeside() {
        return folder.resolve("tables.new");
    }

    /** Makes the system tables, at the first start: beside, then renamed, so that they are there in full or not at all. */
    void install() throws IOException {
        if (Files.exists(tables)) {
            return;
        }
        var beside = tablesBeside();
        Folders.delete(beside);
        Files.createDirectories(beside);
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
            // Nobody but the user of initFile() may log in.
            sql.write(("delete from global_priv;\ndelete from proxies_priv;\ncreate database " + DatabaseAccess.SCHEMA
                            + ";\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        if (await(installing) != 0) {
            throw new IOException("installing its system tables failed, see " + log);
        }
        Files.move(beside, tables, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server and returns once it takes connections. */
    void start(int port) throws IOException {
        var temporary = folder.resolve("tmp");
        Folders.delete(temporary);
        Files.createDirectories(temporary);
        var started = new ProcessBuilder(arguments(
                        tables,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=",
                        "--skip-name-resolve",
                        "--skip-ssl", // on the loopback; making a certificate takes up to 10 s at each start
                        "--tmpdir=" + temporary,
                        "--pid-file=" + folder.resolve("pid"),
                        "--init-file=" + initFile(),
                        // as MySQL 8.4 sets them, so that both servers refuse and compare alike
                        "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                                + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                        "--max-allowed-packet=64M",
                        "--default-time-zone=+00:00",
                        // acknowledged means stored
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-buffer-pool-size=256M",
                        "--max-connections=200"))
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
        process = started;
        awaitReady(started, port);
    }

    private List<String> arguments(Path dataDirectory, String... more) {
        var all = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults", // which must come first
                "--datadir=" + dataDirectory,
                "--basedir=" + binaries.home(),
                "--lc-messages-dir=" + binaries.messages(),
                "--character-set-server=utf8mb4",
                // MySQL's default, and what Connector/J asks for: two collations in one comparison are an error
                "--collation-server=utf8mb4_0900_ai_ci",
                "--character-set-collations=utf8mb4=utf8mb4_0900_ai_ci"));
        if ("root".equals(System.getProperty("user.name"))) {
            all.add("--user=root"); // the server refuses to run as root unless told
        }
        all.addAll(List.of(more));
        return all;
    }

    /** Run by the server before it listens, at every start, so the password in our file is always the right one. */
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
        var deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!listens(port)) {
            if (!started.isAlive()) {
                throw new IOException("its server ended with code " + started.exitValue() + ", see " + log);
            }
            if (System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("its server was not ready within " + READY_WITHIN.toSeconds() + " s, see " + log);
            }
            pause();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return socket.getInputStream().read() >= 0; // the first byte of its greeting
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits until the server process is gone. */
    void awaitEnd() throws InterruptedException {
        var current = process;
        if (current != null) {
            current.waitFor();
        }
    }

    /** Lets the server write everything back and end. */
    void stop() throws IOException {
        var current = process;
        if (current != null) {
            stop(current.toHandle());
        }
    }

    private static void stop(ProcessHandle server) throws IOException {
        server.destroy();
        var deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
        while (server.isAlive()) {
            if (System.nanoTime() > deadline) {
                server.destroyForcibly(); // it recovers at the next start
            }
            pause();
        }
    }

    private static int await(Process installing) throws IOException {
        try {
            if (!installing.waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
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
