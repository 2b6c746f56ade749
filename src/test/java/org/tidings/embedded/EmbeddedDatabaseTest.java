package org.tidings.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts and kills real servers. */
class EmbeddedDatabaseTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path dataFolder;

    @BeforeEach
    void shareTheUnpackedServer() throws IOException {
        var shared = Path.of("target/test-data/mariadb").toAbsolutePath();
        MariaDbBinaries.unpack(Files.createDirectories(shared));
        Files.createSymbolicLink(dataFolder.resolve("mariadb"), shared);
    }

    @AfterEach
    void stopServers() throws IOException {
        serverProcess().ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(SOON).until(() -> serverProcess().isEmpty());
        Files.delete(dataFolder.resolve("mariadb"));
    }

    @Test
    void restartKeepsDataAndLeavesNoServer() throws Exception {
        try (var first = LauncherProcess.start(dataFolder)) {
            execute(first, "create table t (n int primary key)");
            execute(first, "insert into t values (1)");
        }
        assertThat(serverProcess()).isEmpty();

        try (var second = LauncherProcess.start(dataFolder)) {
            assertThat(count(second)).isEqualTo(1);
        }
    }

    @Test
    void killedApplicationLosesNoDataAndItsServerIsReplaced() throws Exception {
        var first = LauncherProcess.start(dataFolder);
        execute(first, "create table t (n int primary key)");
        execute(first, "insert into t values (1)");
        var orphan = serverProcess().orElseThrow();
        first.kill();
        assertThat(orphan.isAlive()).isTrue();

        try (var second = LauncherProcess.start(dataFolder)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(count(second)).isEqualTo(1);
        }
    }

    @Test
    void killedServerRestartsOnItsPortWithAllCommittedData() throws Exception {
        try (var launcher = LauncherProcess.start(dataFolder)) {
            execute(launcher, "create table t (n int primary key)");
            var committed = insertUntilKilled(launcher);

            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(count(launcher)).isGreaterThanOrEqualTo(committed));
        }
    }

    @Test
    void killedApplicationAndServerLoseNoData() throws Exception {
        var first = LauncherProcess.start(dataFolder);
        execute(first, "create table t (n int primary key)");
        execute(first, "insert into t values (1)");
        var server = serverProcess().orElseThrow();
        first.kill();
        server.destroyForcibly();

        try (var second = LauncherProcess.start(dataFolder)) {
            assertThat(count(second)).isEqualTo(1);
        }
    }

    @Test
    void startsAfterAnInterruptedFirstStart() throws Exception {
        var first = LauncherProcess.begin(dataFolder);
        await().atMost(SOON).until(() -> Files.exists(dataFolder.resolve("database/tables.new")));
        first.kill();

        try (var second = LauncherProcess.start(dataFolder)) {
            execute(second, "create table t (n int primary key)");
            assertThat(count(second)).isZero();
        }
    }

    /** A starting server deletes what looks like its own old temporary tables; several servers may start at once. */
    @Test
    void temporaryTablesOfOtherServersAreKept() throws Exception {
        var foreign = Files.createTempFile("#sql-temptable-", ".MAD");
        try (var launcher = LauncherProcess.start(dataFolder)) {
            execute(launcher, "create table t (n int primary key)");
            assertThat(foreign).exists();
        } finally {
            Files.deleteIfExists(foreign);
        }
    }

    @Test
    void secondProcessOnTheSameDirectoryFailsWithAMessage() throws Exception {
        try (var first = LauncherProcess.start(dataFolder);
                var second = LauncherProcess.begin(dataFolder)) {
            assertThat(second.lastWords())
                    .startsWith("Another Tidings process is using the data directory " + dataFolder.toRealPath())
                    .contains("tidings.data-dir")
                    .hasLineCount(1);
            assertThat(second.exitCode()).isEqualTo(1);
            execute(first, "create table t (n int primary key)");
        }
    }

    @Test
    void onlyTheStoredPasswordIsAcceptedAndOnlyTheOwnerCanReadIt() throws Exception {
        try (var launcher = LauncherProcess.start(dataFolder)) {
            var url = new DatabaseAccess(launcher.port(), "").url();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(url, DatabaseAccess.USERNAME, "")
                            .close());
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(
                            () -> DriverManager.getConnection(url, "root", "").close());
            assertThat(mode("database")).isEqualTo("rwx------");
            assertThat(mode("database/password")).isEqualTo("rw-------");
            assertThat(mode("database/init.sql")).isEqualTo("rw-------");
        }
    }

    /** Commits rows one by one while the server is killed, and returns the number of acknowledged rows. */
    private int insertUntilKilled(LauncherProcess launcher) throws SQLException {
        var acknowledged = 0;
        try (var connection = connect(launcher);
                var insert = connection.prepareStatement("insert into t values (?)")) {
            while (true) {
                insert.setInt(1, acknowledged);
                insert.executeUpdate();
                acknowledged++;
                if (acknowledged == 100) {
                    serverProcess().orElseThrow().destroyForcibly();
                }
            }
        } catch (SQLException killed) {
            assertThat(acknowledged).isGreaterThanOrEqualTo(100);
        }
        return acknowledged;
    }

    private Optional<ProcessHandle> serverProcess() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains("--datadir=" + dataFolder))
                .findAny();
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dataFolder.resolve(file)));
    }

    private Connection connect(LauncherProcess launcher) throws SQLException {
        try {
            var password = Files.readString(dataFolder.resolve("database/password"));
            return DriverManager.getConnection(
                    new DatabaseAccess(launcher.port(), password).url(), DatabaseAccess.USERNAME, password);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private void execute(LauncherProcess launcher, String sql) throws SQLException {
        try (var connection = connect(launcher);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(LauncherProcess launcher) throws SQLException {
        try (var connection = connect(launcher);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
