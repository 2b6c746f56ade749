package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/**
 * What the same work costs beside 10 million old recipients in 20,000 documents and in an almost empty database (30,000 in 60): two processes
 * with a database each do it in turn. The columns are medians: the cost in
 * milliseconds if it says nothing else, rows that the database looked at, pages that it read from disk, and redo.
 *
 * <p>{@code -Dbench.recipients=10000000}, {@code -Dbench.documents=20000}, {@code -Dbench.people=30000} of a large blast,
 * {@code -Dbench.rounds=3}. 10 million recipients take 7 GB below {@code target} and several minutes to write.
 */
class ScaleBench {

    private static final int RECIPIENTS = Integer.getInteger("bench.recipients", 10_000_000);
    private static final int DOCUMENTS = Integer.getInteger("bench.documents", 20_000);
    private static final int PEOPLE = Integer.getInteger("bench.people", 30_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private static final int LOOKS = 15;
    private static final int SMALL = 50;
    private static final int HITS = 5_000;
    private static final int CLEARED = 40;
    private static final double ALLOWED = 1.2;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String SECRET = "secret of the scale bench";
    private static final Path FOLDER = Path.of("target", "scale-bench");

    private static final Tokens TOKENS = new Tokens(List.of(SECRET.getBytes(StandardCharsets.UTF_8)));

    /** Something that costs; gives the cost in milliseconds, or in microseconds for each person. */
    @FunctionalInterface
    private interface Work {
        double on(Side side) throws Exception;
    }

    /** What is measured of one piece of work. */
    private record Cost(double cost, double rows, double pages, double redo) {

        static Cost of(Side side, double cost, long[] before, long[] after) {
            return new Cost(
                    cost,
                    after[0] - before[0] - side.statusRows,
                    after[1] - before[1],
                    (after[2] - before[2]) / 1024.0);
        }
    }

    /** One of the two, with what it has. */
    private static final class Side implements AutoCloseable {
        private final Path folder;
        private final PackagedTidings tidings;
        private final DatabaseOfTidings database;
        private final String name;
        private WebLoad visitors;
        private FilledReport report;
        private OldDocuments old;
        private final Random random = new Random(7);
        private int count;
        /** What reading the status costs. */
        private long statusRows;

        Side(String name, String port) {
            this.name = name;
            folder = FOLDER.resolve(name);
            database = new DatabaseOfTidings(folder);
            tidings = new PackagedTidings(
                    folder,
                    Map.of(
                            "quarkus.mailer.host",
                            "127.0.0.1",
                            "quarkus.mailer.port",
                            port,
                            "tidings.feedback.smtp.port",
                            "0",
                            "tidings.secret",
                            SECRET));
        }

        void start(int documents, int recipients) throws Exception {
            tidings.start();
            long began = System.currentTimeMillis();
            try (Connection connection = database.connect()) {
                report = FilledReport.write(connection, PEOPLE);
            }
            old = OldDocuments.write(database, documents, recipients, 2 * PEOPLE);
            visitors = new WebLoad(tidings.port(), 32, EndToEnd.FIREFOX);
            statusRows = statusRows();
            System.out.printf(
                    "%s: %,d recipients, %,d events, %,d addresses, %,d MB, written in %d s%n",
                    name,
                    database.numbers("select count(*) from recipient").get(0),
                    database.numbers("select count(*) from recipient_event").get(0),
                    database.numbers("select count(*) from address").get(0),
                    size() >> 20,
                    (System.currentTimeMillis() - began) / 1000);
        }

        private long size() throws Exception {
            try (Stream<Path> files = Files.walk(folder.resolve("database"))) {
                return files.filter(file -> file.toString().endsWith(".ibd"))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            }
        }

        /** A number that no call got before. */
        int next() {
            return ++count;
        }

        long someOldBlast() {
            return old.blasts().get(random.nextInt(old.blasts().size()));
        }

        /** First column of all rows. */
        List<String> texts(String sql) throws Exception {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        }

        /** Between two looks at the status of an idle database. */
        private long statusRows() throws Exception {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long before = status()[0];
                least = Math.min(least, status()[0] - before);
            }
            return least;
        }

        /** Rows looked at, pages read from disk and bytes of redo so far. */
        long[] status() throws Exception {
            return database
                    .numbers("select sum(if(variable_name like 'handler_read%', variable_value, 0)),"
                            + " sum(if(variable_name = 'innodb_buffer_pool_reads', variable_value, 0)),"
                            + " sum(if(variable_name = 'innodb_lsn_current', variable_value, 0))"
                            + " from information_schema.global_status")
                    .stream()
                    .mapToLong(Long::longValue)
                    .toArray();
        }

        @Override
        public void close() {
            if (visitors != null) {
                visitors.close();
            }
            tidings.close();
        }
    }

    private Side empty;
    private Side full;

    @Test
    void scale() throws Exception {
        delete();
        try (Companion sink = Companion.java(DiscardingServer.class);
                Side small = new Side("empty", sink.greeting());
                Side large = new Side("full", sink.greeting())) {
            empty = small;
            full = large;
            empty.start(60, 30_000);
            full.start(DOCUMENTS, RECIPIENTS);
            System.out.printf(
                    "%n| %-44s | %9s | %9s | %5s | %21s | %15s | %19s |%n",
                    "empty, and full", "cost", "cost", "ratio", "rows read", "pages from disk", "redo, KB");
            idle();
            pages();
            blasts();
            hits();
            clearing();
        } finally {
            delete();
        }
    }

    private static void delete() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** The sleep is what is measured: the load that an idle node causes. */
    private void idle() throws Exception {
        measure(
                "idle: database CPU, ms/s",
                1,
                side -> cpu(side.database.server(), () -> Thread.sleep(IDLE.toMillis())) / IDLE.toMillis());
    }

    private void pages() throws Exception {
        look("task list", side -> side.tidings.page("/tasks"));
        look("API: blasts", side -> side.tidings.api("/api/v1/blasts?limit=25"));
        look("report: first page", side -> side.tidings.page(everyone(side)));
        look("report: needs attention", side -> side.tidings.page(blast(side) + "?tab=attention"));
        look("report: links", side -> side.tidings.page(blast(side) + "?tab=links"));
        look("report: only bounces", side -> side.tidings.page(everyone(side) + "&status=BOUNCE"));
        look(
                "report: only opens, by activity",
                side -> side.tidings.page(everyone(side) + "&sort=ACTIVITY&status=OPEN"));
        look("report: search, common name", side -> side.tidings.page(everyone(side) + "&q=ann"));
        look("report: search, rare name", side -> found(side, FilledReport.RARE_NAME));
        look("report: search, address", side -> found(side, FilledReport.RARE_ADDRESS));
        look("report: search, domain", side -> found(side, "@rare"));
        look("a person", side -> side.tidings.page(blast(side) + "/recipients/" + encoded(FilledReport.RARE_ADDRESS)));
        measure(
                "CSV of the report",
                5,
                side -> millis(
                        () -> assertThat(side.tidings.lines("/api/v1/blasts/" + side.report.id() + "/report.csv"))
                                .isEqualTo(PEOPLE + 1L)));
        look("invalid addresses", side -> side.tidings.page("/invalid"));
        look("invalid addresses: search, common", side -> side.tidings.page("/invalid?q=p1"));
        look("invalid addresses: search, nobody", side -> side.tidings.page("/invalid?q=qqq"));
        String newestInvalid = "select email from address where account_id = (select min(id) from account)"
                + " and invalid_since is not null order by invalid_since desc limit 1";
        String emptyInvalid = empty.texts(newestInvalid).get(0);
        String fullInvalid = full.texts(newestInvalid).get(0);
        look(
                "an invalid address and its evidence",
                side -> side.tidings.page(
                        "/invalid/address?email=" + encoded(side == empty ? emptyInvalid : fullInvalid)));
        measure("report of an old document, first look", LOOKS, ScaleBench::oldReport);
    }

    /** A document that nobody has looked at: its pages are not in the memory of a database that is larger. */
    private static double oldReport(Side side) throws Exception {
        String id = side.texts("select public_id from blast where id = " + ownOldBlast(side))
                .get(0);
        return millis(() -> side.tidings.page("/blasts/" + id + "?tab=everyone"));
    }

    private static String ownOldBlast(Side side) throws Exception {
        return side.texts("select id from blast where id <= " + side.someOldBlast()
                        + " and not cleared and state = 'COMPLETED' and account_id = (select min(id) from account)"
                        + " order by id desc limit 1")
                .get(0);
    }

    private void blasts() throws Exception {
        for (boolean known : List.of(false, true)) {
            String what = known ? "people mailed before" : "new people";
            List<String> costs =
                    List.of("launched, ms", "all recorded, ms", "Tidings' CPU, us each", "database CPU, us each");
            List<List<List<Cost>>> results = costs.stream()
                    .map(name -> List.<List<Cost>>of(new ArrayList<>(), new ArrayList<>()))
                    .toList();
            for (int round = 0; round <= ROUNDS; round++) {
                for (Side side : inTurn(round)) {
                    List<Cost> all = largeBlast(side, known);
                    for (int i = 0; i < costs.size() && round > 0; i++) { // the first round warms up
                        results.get(i).get(side == empty ? 0 : 1).add(all.get(i));
                    }
                }
            }
            for (int i = 0; i < costs.size(); i++) {
                print("%,d %s: %s".formatted(PEOPLE, what, costs.get(i)), results.get(i));
            }
        }
        measure(SMALL + " people: all recorded", LOOKS, side -> {
            Map<String, Object> request = BenchMessage.blast("MARKETING", "small" + side.next() + ".example", SMALL);
            return millis(() -> awaitDelivered(side, side.tidings.send(request), SMALL));
        });
    }

    private static List<Cost> largeBlast(Side side, boolean known) throws Exception {
        Map<String, Object> request = known
                ? BenchMessage.blast("SERVICE", someAddresses(side))
                : BenchMessage.blast("SERVICE", "new" + side.next() + ".example", PEOPLE);
        long[] before = side.status();
        long application = nanos(side.tidings.handle());
        long server = nanos(side.database.server());
        long began = System.nanoTime();
        String id = side.tidings.send(request);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> side.tidings.blast(id), blast -> selected(blast) == PEOPLE);
        double launched = (System.nanoTime() - began) / 1e6;
        awaitDelivered(side, id, PEOPLE);
        double recorded = (System.nanoTime() - began) / 1e6;
        List<Double> costs = List.of(
                launched,
                recorded,
                (nanos(side.tidings.handle()) - application) / 1e3 / PEOPLE,
                (nanos(side.database.server()) - server) / 1e3 / PEOPLE);
        long[] after = side.status();
        return costs.stream().map(cost -> Cost.of(side, cost, before, after)).toList();
    }

    private static List<String> someAddresses(Side side) throws Exception {
        return side.texts("select email from address where account_id = (select min(id) from account)"
                + " and invalid_since is null and email like 'p%.a%' order by crc32(id * 31 + " + side.next()
                + ") limit " + PEOPLE);
    }

    private static int selected(JsonNode blast) {
        return blast == null ? 0 : blast.get("selected").intValue();
    }

    private static void awaitDelivered(Side side, String id, int people) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> side.tidings.blast(id),
                        blast -> blast != null
                                && blast.get("counts").get("DELIVERY").intValue() == people);
    }

    private void hits() throws Exception {
        measure("opens of the newest blast, us each", ROUNDS + 2, side -> {
            String newest = side.texts("select blast_id from recipient_counts where delivery = " + PEOPLE
                            + " order by blast_id desc limit 1")
                    .get(0);
            return open(side, people(side, newest, HITS));
        });
        measure("opens of old documents, us each", ROUNDS + 2, side -> {
            List<TokenSubject> people = new ArrayList<>();
            while (people.size() < HITS) {
                people.addAll(people(side, String.valueOf(side.someOldBlast()), 25));
            }
            return open(side, people.subList(0, HITS));
        });
    }

    private static List<TokenSubject> people(Side side, String blast, int count) throws Exception {
        return side
                .database
                .rows("select blast_id, seq, address_id from recipient where blast_id = " + blast + " and seq > "
                        + 30 * side.next() % 200 + " order by seq limit " + count)
                .stream()
                .map(row -> new TokenSubject(row.get(0), row.get(1).intValue(), row.get(2)))
                .toList();
    }

    private static double open(Side side, List<TokenSubject> people) {
        List<String> pixels = people.stream()
                .map(person -> "/o/" + TOKENS.sign(TokenPurpose.OPEN, person) + ".gif")
                .toList();
        return side.visitors.run(pixels.size(), pixels::get).seconds() * 1e6 / pixels.size();
    }

    /** From the first chunk that is gone to the end: clearing begins within half a minute. */
    private void clearing() throws Exception {
        measure("clearing a large document", 1, side -> {
            String blast = side.texts("select id from blast where public_id = '" + side.report.id() + "'")
                    .get(0);
            return clear(side, blast, "select count(*) = 0 from recipient where blast_id = " + blast + " and seq = 1");
        });
        measure("clearing " + CLEARED + " old documents, ms", ROUNDS, side -> {
            List<String> blasts = Stream.generate(() -> String.valueOf(side.someOldBlast()))
                    .distinct()
                    .limit(Math.min(CLEARED, side.old.blasts().size() / (2 * ROUNDS + 2)))
                    .toList();
            String list = String.join(", ", blasts);
            return clear(side, list, "select count(*) > 0 from blast where clear_at is null and id in (" + list + ")")
                    / blasts.size()
                    * CLEARED;
        });
    }

    private static double clear(Side side, String blasts, String begun) throws Exception {
        try (Connection connection = side.database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update blast set clear_at = utc_timestamp(6) where not cleared and id in (" + blasts + ")");
            awaitTrue(statement, begun);
            long began = System.nanoTime();
            awaitTrue(
                    statement, "select count(*) = 0 from blast where clear_at is not null and id in (" + blasts + ")");
            return (System.nanoTime() - began) / 1e6;
        }
    }

    private static void awaitTrue(Statement statement, String sql) {
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(5)).until(() -> isTrue(statement, sql));
    }

    private static boolean isTrue(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String blast(Side side) {
        return "/blasts/" + side.report.id();
    }

    private static String everyone(Side side) {
        return blast(side) + "?tab=everyone";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String found(Side side, String q) {
        String page = side.tidings.page(everyone(side) + "&q=" + encoded(q));
        assertThat(page).contains(FilledReport.RARE_ADDRESS);
        return page;
    }

    private void look(String what, LookAt page) throws Exception {
        measure(what, LOOKS, side -> millis(() -> page.of(side)));
    }

    @FunctionalInterface
    private interface LookAt {
        String of(Side side) throws Exception;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static double millis(Step step) throws Exception {
        long began = System.nanoTime();
        step.run();
        return (System.nanoTime() - began) / 1e6;
    }

    /** Processor time in microseconds. */
    private static double cpu(ProcessHandle process, Step step) throws Exception {
        long before = nanos(process);
        step.run();
        return (nanos(process) - before) / 1e3;
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private List<Side> inTurn(int round) {
        return round % 2 == 0 ? List.of(empty, full) : List.of(full, empty);
    }

    private void measure(String what, int times, Work work) throws Exception {
        List<List<Cost>> costs = List.of(new ArrayList<>(), new ArrayList<>());
        int warming = times > 1 ? 2 : 0;
        for (int round = 0; round < warming + times; round++) {
            for (Side side : inTurn(round)) {
                long[] before = side.status();
                double cost = work.on(side);
                if (round >= warming) {
                    costs.get(side == empty ? 0 : 1).add(Cost.of(side, cost, before, side.status()));
                }
            }
        }
        print(what, costs);
    }

    private static void print(String what, List<List<Cost>> costs) {
        double[] cost = medians(costs, Cost::cost);
        double[] rows = medians(costs, Cost::rows);
        double[] pages = medians(costs, Cost::pages);
        double[] redo = medians(costs, Cost::redo);
        System.out.printf(
                Locale.ROOT,
                "| %-44s | %,9.1f | %,9.1f | %5.2f | %,9.0f : %,9.0f | %,6.0f : %,6.0f | %,8.0f : %,8.0f |%s%n",
                what,
                cost[0],
                cost[1],
                cost[1] / cost[0],
                rows[0],
                rows[1],
                pages[0],
                pages[1],
                redo[0],
                redo[1],
                cost[1] > ALLOWED * cost[0] ? " <" : "");
    }

    private static double[] medians(List<List<Cost>> costs, ToDoubleFunction<Cost> what) {
        return costs.stream()
                .mapToDouble(side -> {
                    double[] sorted = side.stream().mapToDouble(what).sorted().toArray();
                    return sorted[sorted.length / 2];
                })
                .toArray();
    }
}
