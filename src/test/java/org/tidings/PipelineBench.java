package org.tidings;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How fast blasts go from the API request to the last recorded outcome, compared in alternating rounds, the first of which warms up: with
 * senders that record nothing, many small blasts with a large one, and a distant relay with what its round-trip time allows. Every round is
 * sent to addresses that are new to the account.
 */
class PipelineBench {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 100_000);
    private static final int BLASTS = Integer.getInteger("bench.blasts", 300);
    private static final int DOCUMENTS = Integer.getInteger("bench.documents", 100_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 20);
    private static final String TRANSPORT = PackagedTidings.BENCH_TRANSPORT;

    private static final int BLAST_SIZE = 100;
    private static final int ACCOUNTS = 30;
    private static final int CLIENTS = 4;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final List<String> FIRST_ACCOUNT = List.of(PackagedTidings.KEY);
    private static final String NODEMAILER = "10.6.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private SmtpReceiver receiver;
    private PackagedTidings tidings;
    private DatabaseOfTidings database;
    private Connection connection;
    private int mailed;

    /** What sending came to: messages a second, from the first request and from the last response on, and CPU time for each message. */
    private record Run(double rate, double rateAfterPost, double cpuMicros, double databaseMicros) {}

    /** Values of each round by name. */
    private static final class Figures {
        private final Map<String, List<Double>> values = new LinkedHashMap<>();

        void add(String name, double value) {
            values.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
        }

        void clear() {
            values.clear();
        }

        double median(String name) {
            return values.get(name).stream()
                    .sorted()
                    .toList()
                    .get(values.get(name).size() / 2);
        }

        void print(String title) {
            System.out.printf("%n%-50s %9s   each round%n", title, "median");
            values.forEach((name, rounds) -> System.out.printf(
                    "%-50s %9s   %s%n",
                    name, text(median(name)), rounds.stream().map(Figures::text).collect(Collectors.joining(" "))));
        }

        private static String text(double value) {
            return value < 10 ? "%.2f".formatted(value) : "%,.0f".formatted(value);
        }
    }

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = SmtpReceiver.start();
    }

    private void startTidings(String transport, int port, int connections) throws Exception {
        tidings = PackagedTidings.sendingTo(
                String.valueOf(port),
                transport,
                folder,
                Map.of("tidings.delivery.connections", String.valueOf(connections)));
        tidings.start();
        database = new DatabaseOfTidings(folder);
        connection = database.connect();
    }

    @AfterEach
    void stop() throws Exception {
        tidings.close();
        receiver.close();
    }

    /** {@code -Dbench.messages=100000}, {@code -Dbench.rounds=5}, {@code -Dbench.connections=20}, {@code -Dbench.nodemailer=true}. */
    @ParameterizedTest
    @ValueSource(strings = {"pipelined", "mailer"})
    void oneBlast(String transport) throws Exception {
        startTidings(transport, receiver.port(), CONNECTIONS);
        Map<String, Companion> loops = transport.equals("mailer") ? loops() : Map.of();
        Figures figures = new Figures();
        for (int round = 0; round <= ROUNDS; round++) {
            Run run = send(1, MESSAGES, FIRST_ACCOUNT);
            double reference = receiver.referenceRate(MESSAGES, CONNECTIONS);
            figures.add("messages/s", run.rate());
            figures.add("messages/s after the POST", run.rateAfterPost());
            figures.add("CPU us a message, Tidings", run.cpuMicros());
            figures.add("CPU us a message, database", run.databaseMicros());
            compare(figures, receiver.reference(), reference, run);
            figures.add("ratio after the POST", run.rateAfterPost() / reference);
            for (Map.Entry<String, Companion> loop : loops.entrySet()) {
                ProcessUsage usage = new ProcessUsage(loop.getValue().handle());
                long cpu = usage.cpuNanos();
                long began = System.nanoTime();
                loop.getValue().ask("send loop.example " + MESSAGES);
                compare(figures, loop.getKey(), MESSAGES * 1e9 / (System.nanoTime() - began), run);
                figures.add("CPU us a message, " + loop.getKey(), (usage.cpuNanos() - cpu) / 1e3 / MESSAGES);
            }
            if (round == 0) {
                figures.clear();
            }
        }
        loops.values().forEach(Companion::close);
        figures.print("%s, %,d people, %d connections".formatted(transport, MESSAGES, CONNECTIONS));
    }

    private static void compare(Figures figures, String other, double rate, Run run) {
        figures.add(other + ", messages/s", rate);
        figures.add("ratio to " + other, run.rate() / rate);
    }

    /** Those that send with a mailer and know nothing of anybody. */
    private Map<String, Companion> loops() throws Exception {
        File message = folder.resolve("message.json").toFile();
        JSON.writeValue(message, BenchMessage.rendered());
        Map<String, Companion> loops = new LinkedHashMap<>();
        loops.put(
                "the bare Quarkus mailer",
                Companion.java(
                        BareMailer.class,
                        String.valueOf(receiver.port()),
                        String.valueOf(CONNECTIONS),
                        message.getPath()));
        if (Boolean.getBoolean("bench.nodemailer")) {
            nodemailer(message).ifPresent(pool -> loops.put("nodemailer's pool", pool));
        }
        return loops;
    }

    private Optional<Companion> nodemailer(File message) throws Exception {
        Path installed = Path.of("target", "nodemailer");
        try {
            int failed = new ProcessBuilder(
                            "npm", "install", "--prefix", installed.toString(), "nodemailer@" + NODEMAILER)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (failed == 0) {
                return Optional.of(Companion.start(
                        Map.of(
                                "NODE_PATH",
                                installed
                                        .resolve("node_modules")
                                        .toAbsolutePath()
                                        .toString()),
                        List.of(
                                "node",
                                "src/test/resources/bench/nodemailer.js",
                                String.valueOf(receiver.port()),
                                String.valueOf(CONNECTIONS),
                                message.getPath())));
            }
        } catch (IOException noNpm) {
            System.out.println(noNpm.getMessage());
        }
        System.out.println("*** nodemailer is left out: npm could not install it ***");
        return Optional.empty();
    }

    /** {@code -Dbench.blasts=300}, {@code -Dbench.documents=100000}, {@code -Dbench.rounds=5}, {@code -Dbench.transport=pipelined}. */
    @Test
    void manyBlasts() throws Exception {
        startTidings(TRANSPORT, receiver.port(), CONNECTIONS);
        List<String> accounts = database.addAccounts(ACCOUNTS);
        Figures alone = manyAgainstOne(accounts);
        addDocuments();
        Figures beside = manyAgainstOne(accounts);
        alone.print("%s, new database".formatted(TRANSPORT));
        beside.print("%s, %,d completed documents".formatted(TRANSPORT, DOCUMENTS));
        System.out.println("\nrate with the documents / without");
        alone.values.keySet().stream()
                .filter(name -> name.endsWith("/s"))
                .forEach(name -> System.out.printf("%-50s %9.2f%n", name, beside.median(name) / alone.median(name)));
    }

    private Figures manyAgainstOne(List<String> accounts) throws Exception {
        String many = "%d blasts of %d".formatted(BLASTS, BLAST_SIZE);
        Figures figures = new Figures();
        for (int round = 0; round <= ROUNDS; round++) {
            double large = send(1, BLASTS * BLAST_SIZE, FIRST_ACCOUNT).rate();
            double ofOne = send(BLASTS, BLAST_SIZE, FIRST_ACCOUNT).rate();
            double ofMany = send(BLASTS, BLAST_SIZE, accounts).rate();
            figures.add("one blast of %,d, messages/s".formatted(BLASTS * BLAST_SIZE), large);
            figures.add(many + ", messages/s", ofOne);
            figures.add("ratio", ofOne / large);
            figures.add(many + " from " + ACCOUNTS + " accounts, messages/s", ofMany);
            figures.add("ratio from " + ACCOUNTS + " accounts", ofMany / large);
            if (round == 0) {
                figures.clear();
            }
        }
        return figures;
    }

    /** Copies of the newest blast, with its links and counts. */
    private void addDocuments() throws SQLException {
        long newest = number("select max(id) from blast");
        try (Statement insert = connection.createStatement()) {
            insert.executeUpdate(
                    "insert into blast (public_id, account_id, created_by, purpose, subject, html, embed_images, state, created_at,"
                            + " updated_at, started_at, launched_at, completed_at, clear_at, cleared, next_seq, launch_cursor) "
                            + FilledReport.DIGITS
                            + "select concat('0BENCH', lpad(a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d, 20, '0')), account_id,"
                            + " created_by, purpose, subject, html, embed_images, state, created_at, updated_at, started_at, launched_at,"
                            + " completed_at, clear_at, cleared, next_seq, launch_cursor"
                            + " from blast, digits a, digits b, digits c, digits e, digits f where blast.id = " + newest
                            + " limit "
                            + DOCUMENTS);
            insert.executeUpdate(
                    "insert into blast_link (blast_id, position, url, label) select b.id, l.position, l.url, l.label"
                            + " from blast b join blast_link l on l.blast_id = " + newest + " where b.id > " + newest);
            insert.executeUpdate("insert into recipient_counts (blast_id, delivery) select b.id, c.delivery"
                    + " from blast b join recipient_counts c on c.blast_id = " + newest + " where b.id > " + newest);
        }
    }

    /** {@code -Dbench.messages=100000}, of which a fifth is sent, {@code -Dbench.rounds=5}, {@code -Dbench.transport=pipelined}. */
    @Test
    void distantRelay() throws Exception {
        int connections = 10;
        try (DelayingProxy proxy = new DelayingProxy(receiver.port(), ROUND_TRIP.dividedBy(2))) {
            startTidings(TRANSPORT, proxy.port(), connections);
            Figures figures = new Figures();
            for (int round = 0; round <= ROUNDS; round++) {
                double rate = send(1, MESSAGES / 5, FIRST_ACCOUNT).rate();
                figures.add("messages/s", rate);
                figures.add("ratio to one message a round trip", rate * ROUND_TRIP.toMillis() / 1e3 / connections);
                if (round == 0) {
                    figures.clear();
                }
            }
            figures.print(
                    "%s, relay %d ms away, %d connections".formatted(TRANSPORT, ROUND_TRIP.toMillis(), connections));
        }
    }

    /** Sends blasts of so many people each, by several clients at once, for the accounts of these keys in turn. */
    private Run send(int blasts, int people, List<String> keys) throws Exception {
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < blasts; i++) {
            byte[] request = JSON.writeValueAsBytes(BenchMessage.blast("MARKETING", "people.example", mailed, people));
            String key = keys.get(i % keys.size());
            requests.add(() -> tidings.send(request, key));
            mailed += people;
        }
        String delivered = "select coalesce(sum(delivery), 0) from recipient_counts where blast_id > "
                + number("select coalesce(max(id), 0) from blast");
        ProcessUsage ours = new ProcessUsage(tidings.handle());
        ProcessUsage server = new ProcessUsage(database.server());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long cpu = ours.cpuNanos();
        long databaseCpu = server.cpuNanos();
        long began = System.nanoTime();
        for (Future<String> response : clients.invokeAll(requests)) {
            response.get();
        }
        long posted = System.nanoTime();
        double messages = (double) blasts * people;
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> number(delivered) == messages);
        long done = System.nanoTime();
        clients.shutdown();
        return new Run(
                messages * 1e9 / (done - began),
                messages * 1e9 / (done - posted),
                (ours.cpuNanos() - cpu) / 1e3 / messages,
                (server.cpuNanos() - databaseCpu) / 1e3 / messages);
    }

    private long number(String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
