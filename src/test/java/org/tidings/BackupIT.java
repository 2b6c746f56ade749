package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.embedded.UnpackedServer;

/** The commands {@code backup} and {@code restore}, beside an application that is sending. */
class BackupIT {

    private static final int PEOPLE = Integer.getInteger("tidings.it.people", 1_500);

    /** The blast takes half a minute, in which the command has to start. */
    private static final int A_SECOND = PEOPLE / 30;

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;

    @BeforeAll
    static void start() throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
    }

    @AfterAll
    static void stop() {
        mx.close();
    }

    @Test
    void whoHasAnOutcomeInTheBackupIsNotMailedAgainAfterTheRestore() throws Exception {
        Path file = folder.resolve("backup.zip");
        LargeBlast blast;
        try (PackagedTidings original =
                tidings("original", Map.of("tidings.delivery.rate", String.valueOf(A_SECOND)))) {
            original.start();
            blast = LargeBlast.send(original, mx, "backup", PEOPLE);
            blast.awaitReceived(PEOPLE / 4);
            assertThat(original.command("backup", file.toString())).isEqualTo(Backup.DONE);
            assertThat(blast.received()).as("sent meanwhile").hasSizeLessThan(PEOPLE);
            original.kill();
        }

        try (PackagedTidings restored = tidings("restored", Map.of())) {
            assertThat(restored.command("restore", file.toString())).isEqualTo(Check.HOLDS);
            restored.start();
            List<String> done = texts("restored", "select email from recipient where status <> 0", 1);
            assertThat(done).hasSizeBetween(1, PEOPLE - 1);
            assertThat(restored.blast(blast.id()).get("state").textValue()).isEqualTo("PAUSED");

            restored.resume(blast.id());
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> restored.blast(blast.id())
                                    .get("counts")
                                    .get("DELIVERY")
                                    .intValue()
                            == PEOPLE);
            Map<String, Long> copies = blast.received().stream()
                    .collect(Collectors.groupingBy(ForeignMailServer.Received::recipient, Collectors.counting()));
            assertThat(copies).hasSize(PEOPLE);
            assertThat(done).allSatisfy(email -> assertThat(copies.get(email)).isEqualTo(1));
        }
    }

    @Test
    void copyOfADataDirectoryHasTheSameRowsAndSecret() throws Exception {
        try (PackagedTidings original = tidings("source", Map.of());
                PackagedTidings copy = tidings("copy", Map.of())) {
            original.start();
            LargeBlast.send(original, mx, "copy", 20).assertEveryoneGotIt(original, 0);
            original.terminate();

            assertThat(copy.command("restore", folder.resolve("source").toString()))
                    .isEqualTo(Check.HOLDS);
            assertThat(copy.command("restore", folder.resolve("source").toString()))
                    .as("not empty any more")
                    .isEqualTo(Backup.FAILED);
            original.start();
            copy.start();
            assertThat(folder.resolve("copy").resolve("secret"))
                    .hasSameTextualContentAs(folder.resolve("source").resolve("secret"));
            assertThat(checksums("copy")).isEqualTo(checksums("source")).doesNotContainNull();
        }
    }

    @Test
    void halfABackupIsRefusedAndLeavesAnEmptyDatabase() throws Exception {
        Path file = Files.writeString(folder.resolve("half.zip"), "PK\u0003\u0004 and no end");
        try (PackagedTidings empty = tidings("empty", Map.of())) {
            assertThat(empty.command("restore", file.toString())).isEqualTo(Backup.FAILED);
            assertThat(empty.command("backup", file.toString())).as("exists").isEqualTo(Backup.REFUSED);
            assertThat(file).hasContent("PK\u0003\u0004 and no end");
        }
    }

    private static PackagedTidings tidings(String name, Map<String, String> more) {
        Path dataFolder = folder.resolve(name);
        UnpackedServer.shareWith(dataFolder);
        return PackagedTidings.sendingTo(String.valueOf(mx.port()), "pipelined", dataFolder, more);
    }

    /** Of tables that an idle application leaves alone; an API key has the time of its last use. */
    private static List<String> checksums(String name) throws Exception {
        return texts(
                name,
                "checksum table account, address, blast, recipient, recipient_counts, recipient_event, staff_member",
                2);
    }

    private static List<String> texts(String name, String sql, int column) throws Exception {
        try (Connection connection = new DatabaseOfTidings(folder.resolve(name)).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(column));
            }
            return found;
        }
    }
}
