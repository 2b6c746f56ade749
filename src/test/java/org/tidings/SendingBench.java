package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a blast goes out, claimed, rendered, sent and recorded, against loops that only send: the bare Quarkus mailer and nodemailer's pool,
 * all with the same message and as many connections into the same receiver, in turn. {@code -Dbench.messages=20000}, {@code -Dbench.rounds=3},
 * {@code -Dbench.connections=20}.
 */
class SendingBench {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 20);
    private static final String NODEMAILER = "10.6.1";

    @TempDir
    static Path folder;

    /** Sends to so many people of a domain, and gives the time when the work was done, in milliseconds. */
    @FunctionalInterface
    private interface Loop {
        long send(String domain, int messages) throws Exception;
    }

    /** One of those that are compared, and the processes that work for it. */
    private record Sender(String name, Loop loop, List<ProcessHandle> processes) {}

    /** What one round came to. */
    private record Result(double perSecond, double cpuMicros) {}

    @Test
    void sending() throws Exception {
        try (Companion sink = Companion.java(DiscardingServer.class);
                PackagedTidings tidings = tidings(sink.greeting())) {
            File message = folder.resolve("message.json").toFile();
            new ObjectMapper().writeValue(message, BenchMessage.rendered());
            String connections = String.valueOf(CONNECTIONS);
            try (Companion bare =
                            Companion.java(BareMailer.class, sink.greeting(), connections, "false", message.getPath());
                    Companion pipelining =
                            Companion.java(BareMailer.class, sink.greeting(), connections, "true", message.getPath())) {
                Optional<Companion> nodemailer = nodemailer(sink.greeting(), message);
                tidings.start();
                List<Sender> senders = new ArrayList<>(List.of(
                        new Sender("Tidings", (domain, count) -> blast(tidings, domain, count), tidings.processes()),
                        new Sender("Quarkus mailer, bare", loop(bare), List.of(bare.handle())),
                        new Sender(
                                "Quarkus mailer, bare, pipelining", loop(pipelining), List.of(pipelining.handle()))));
                nodemailer.ifPresent(
                        pool -> senders.add(new Sender("nodemailer's pool", loop(pool), List.of(pool.handle()))));
                Map<String, List<Result>> results = new LinkedHashMap<>();
                for (int round = 0; round <= ROUNDS; round++) {
                    for (Sender sender : senders) {
                        Result result = measure(sender, sink, round);
                        if (round > 0) { // the first one warms up
                            results.computeIfAbsent(sender.name(), none -> new ArrayList<>())
                                    .add(result);
                        }
                    }
                }
                nodemailer.ifPresent(Companion::close);
                print(results);
            }
        }
    }

    private static PackagedTidings tidings(String port) {
        return new PackagedTidings(
                folder,
                Map.of(
                        "quarkus.mailer.host",
                        "127.0.0.1",
                        "quarkus.mailer.port",
                        port,
                        "tidings.feedback.smtp.port",
                        "0",
                        "tidings.delivery.connections",
                        String.valueOf(CONNECTIONS)));
    }

    private static Loop loop(Companion companion) {
        return (domain, count) -> {
            companion.ask("send " + domain + " " + count);
            return System.currentTimeMillis();
        };
    }

    /** Done is when everyone's delivery can be read. */
    private static long blast(PackagedTidings tidings, String domain, int count) throws IOException {
        String id = tidings.send(BenchMessage.blast("MARKETING", domain, count));
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> tidings.blast(id), blast -> isDelivered(blast, count));
        return System.currentTimeMillis();
    }

    private static boolean isDelivered(JsonNode blast, int count) {
        return blast != null && blast.get("counts").get("DELIVERY").intValue() == count;
    }

    /** From the first message at the receiver until the work is done. */
    private static Result measure(Sender sender, Companion sink, int round) throws Exception {
        String name = sender.name().toLowerCase(Locale.ROOT).replaceAll("\\W+", "");
        String domain = "round" + round + "." + name + ".example";
        long cpu = cpuNanos(sender.processes());
        long done = sender.loop().send(domain, MESSAGES);
        DiscardingServer.Arrivals arrivals = DiscardingServer.Arrivals.parse(sink.ask("count " + domain));
        assertThat(arrivals.people()).as("everyone got it").isEqualTo(MESSAGES);
        assertThat(arrivals.messages()).as("and once").isEqualTo(MESSAGES);
        return new Result(
                MESSAGES * 1000.0 / (done - arrivals.first()),
                (cpuNanos(sender.processes()) - cpu) / 1000.0 / MESSAGES);
    }

    private static long cpuNanos(List<ProcessHandle> processes) {
        return processes.stream()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static Optional<Companion> nodemailer(String port, File message) throws Exception {
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
                                port,
                                String.valueOf(CONNECTIONS),
                                message.getPath())));
            }
        } catch (IOException noNpm) {
            System.out.println(noNpm.getMessage());
        }
        System.out.println("*** nodemailer is left out: npm could not install it ***");
        return Optional.empty();
    }

    private static void print(Map<String, List<Result>> results) {
        double tidings = median(results, "Tidings");
        System.out.printf(
                "%n%d messages, %d connections, median of %d rounds%n%-34s %11s %18s %20s%n",
                MESSAGES, CONNECTIONS, ROUNDS, "", "messages/s", "Tidings is", "CPU us a message");
        results.forEach((name, rounds) -> System.out.printf(
                "%-34s %11.0f %17.2fx %20.0f%n",
                name,
                median(results, name),
                tidings / median(results, name),
                rounds.stream().mapToDouble(Result::cpuMicros).sorted().toArray()[rounds.size() / 2]));
    }

    private static double median(Map<String, List<Result>> results, String name) {
        double[] rates = results.get(name).stream()
                .mapToDouble(Result::perSecond)
                .sorted()
                .toArray();
        return rates[rates.length / 2];
    }
}
