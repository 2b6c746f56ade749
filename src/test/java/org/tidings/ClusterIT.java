package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.embedded.ServerForProcesses;
import org.tidings.embedded.UnpackedServer;
import org.tidings.recipient.RecipientStatus;

/**
 * Nodes that share one database and one blast, and everything that befalls them while it runs. System properties: {@code
 * tidings.it.people}; {@code tidings.it.jdbc-url}, {@code .username} and {@code .password} for an empty database of your own instead of
 * the embedded one, or several URLs, separated by spaces, of servers that replicate each other; {@code tidings.it.restart-command} restarts
 * that one, or the last one.
 */
@ParameterizedClass
@MethodSource("transports")
class ClusterIT {

    private static final int PEOPLE = Integer.getInteger("tidings.it.people", 2_000);
    private static final int CONNECTIONS = 20;
    /** Most outcomes of a node that are not yet stored. */
    private static final int UNSTORED = 250;

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration RELAY_IS_AWAY = Duration.ofSeconds(10);
    private static final @Nullable String OWN_DATABASE = System.getProperty("tidings.it.jdbc-url");

    @TempDir
    static Path folder;

    private static final List<PackagedTidings> NODES = new ArrayList<>();
    private static ForeignMailServer mx;
    private static List<Map<String, String>> databases;

    @Parameter
    String transport;

    static Stream<String> transports() {
        return PackagedTidings.transports("pipelined");
    }

    @BeforeParameterizedClassInvocation
    static void start(String transport) throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
        UnpackedServer.shareWith(folder);
        databases = OWN_DATABASE == null
                ? List.of(ServerForProcesses.in(folder))
                : Stream.of(OWN_DATABASE.strip().split(" +"))
                        .map(ClusterIT::ownDatabase)
                        .toList();
        node(transport, Map.of()).start(); // it creates the tables
        PackagedTidings second = node(transport, Map.of());
        PackagedTidings third = node(transport, Map.of());
        CompletableFuture<Void> secondStarts = CompletableFuture.runAsync(second::start);
        third.start();
        secondStarts.join();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws InterruptedException {
        for (PackagedTidings node : NODES) {
            node.kill(); // a sleeping one would not end in order
        }
        NODES.clear();
        mx.close();
    }

    @Test
    void blastOfThreeNodesSurvivesALostNodeASleepingOneALostRelayAndADatabaseRestart() throws Exception {
        PackagedTidings steady = NODES.get(0);
        PackagedTidings lost = NODES.get(1);
        PackagedTidings sleeping = NODES.get(2);
        LargeBlast blast = LargeBlast.send(steady, mx, "cluster-" + transport, PEOPLE);

        blast.awaitReceived(PEOPLE / 10);
        sleeping.signal("STOP");
        long asleep = System.nanoTime();
        blast.awaitReceived(PEOPLE / 5);
        lost.kill();
        awaitSince(asleep, LEASE.multipliedBy(2));
        sleeping.signal("CONT");

        blast.awaitReceived(PEOPLE * 2 / 5);
        mx.stop();
        long away = System.nanoTime();
        PackagedTidings late = node(transport, fastClock());
        late.start();
        awaitSince(away, RELAY_IS_AWAY);
        mx.start();

        blast.awaitReceived(PEOPLE * 3 / 5);
        restartDatabase();
        int before = blast.received().size();

        // on the wire: of the lost node, of the sleeping one, and of three when the database goes; not stored: by those
        // two, and by a node that loses its server of a Galera cluster for longer than a lease
        blast.assertEveryoneGotIt(late, 5 * CONNECTIONS + 3 * Math.min(UNSTORED, PEOPLE / 80));
        assertThat(before).as("restarted in the middle").isLessThan(PEOPLE);
        assertThat(rowsByStatus(blast)).isEqualTo(Map.of("DELIVERY", PEOPLE));
        assertThat(steady.check()).as("beside the running nodes").isEqualTo(Check.HOLDS);
    }

    private static PackagedTidings node(String transport, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(databases.get(NODES.size() % databases.size()));
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", String.valueOf(mx.port()));
        settings.put("tidings.feedback.smtp.port", "0");
        settings.put("tidings.delivery.transport", transport);
        settings.put("tidings.delivery.connections", String.valueOf(CONNECTIONS));
        settings.put("tidings.delivery.rate", String.valueOf(PEOPLE / 50));
        // a connection that the lost relay left hanging holds its message, and the lease of it, for so long
        settings.put("tidings.delivery.send-timeout", "10s");
        settings.put("tidings.delivery.lease", LEASE.toSeconds() + "s");
        Path dataFolder = folder.resolve(transport + NODES.size());
        PackagedTidings node = new PackagedTidings(dataFolder, settings, environment);
        NODES.add(node);
        return node;
    }

    /** A minute fast, as the clock of a machine is that nobody looks after. Where there is no C compiler, it is right. */
    private static Map<String, String> fastClock() throws IOException, InterruptedException {
        Path library = folder.resolve("fast-clock.so");
        try {
            Process compiler = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-o", library.toString(), "src/test/resources/fast-clock.c")
                    .inheritIO()
                    .start();
            assertThat(compiler.waitFor()).as("cc").isZero();
            return Map.of("LD_PRELOAD", library.toString());
        } catch (IOException noCompiler) {
            System.out.println("Every node's clock is right: " + noCompiler.getMessage());
            return Map.of();
        }
    }

    private static Map<String, String> ownDatabase(String url) {
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", System.getProperty("tidings.it.username", "tidings"),
                "quarkus.datasource.password", System.getProperty("tidings.it.password", "tidings"));
    }

    private static void restartDatabase() throws IOException, InterruptedException {
        String command = System.getProperty("tidings.it.restart-command");
        if (OWN_DATABASE == null) {
            PackagedTidings.killDatabase(folder);
        } else if (command == null) {
            System.out.println("The database is not restarted: no tidings.it.restart-command");
        } else {
            int result =
                    new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            assertThat(result).as(command).isZero();
        }
    }

    private static void awaitSince(long nanoTime, Duration duration) {
        await().atMost(duration.plusSeconds(5)).until(() -> System.nanoTime() - nanoTime >= duration.toNanos());
    }

    private static Map<String, Integer> rowsByStatus(LargeBlast blast) throws SQLException {
        Map<String, String> database = databases.get(0);
        Properties login = new Properties();
        login.setProperty("user", database.getOrDefault("quarkus.datasource.username", ""));
        login.setProperty("password", database.getOrDefault("quarkus.datasource.password", ""));
        Map<String, Integer> rows = new HashMap<>();
        try (Connection connection =
                        DriverManager.getConnection(database.getOrDefault("quarkus.datasource.jdbc.url", ""), login);
                PreparedStatement select = connection.prepareStatement("select r.status, count(*) from recipient r"
                        + " join blast b on b.id = r.blast_id where b.public_id = ? group by r.status")) {
            select.setString(1, blast.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(RecipientStatus.of(row.getInt(1)).name(), row.getInt(2));
                }
            }
        }
        return rows;
    }
}
