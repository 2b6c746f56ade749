package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientStatus;

/**
 * How many opens and clicks a second are answered, each with its event on disk, against two constants of the same server: a static file, and
 * the pixel of a test message, which goes the same way but stores nothing. Then how staff pages and sending fare while a whole list opens, and
 * how soon a click is answered while the database hangs.
 *
 * <p>{@code ./mvnw -Pbench verify -Dit.test=HitsBench}, with {@code -Dpeople=50000} and {@code -Dvisitors=128}.
 */
class HitsBench {

    private static final int PEOPLE = Integer.getInteger("people", 50_000);
    private static final int VISITORS = Integer.getInteger("visitors", 128);
    /** In the storm; 300,000 people within a minute. */
    private static final int STORM = Integer.getInteger("storm", 5_000);

    private static final int OPENED = EventType.OPENED.code();
    private static final int CLICKED = EventType.CLICKED.code();

    private static final String SECRET = "secret of the hits bench";
    private static final String TARGET = "https://x.example/details?class=7";

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;
    private static PackagedTidings tidings;
    private static DatabaseOfTidings database;
    private static WebLoad visitors;

    private final Tokens tokens = new Tokens(List.of(SECRET.getBytes(StandardCharsets.UTF_8)));
    private List<TokenSubject> people;
    private String blast;

    @BeforeAll
    static void start() throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
        tidings = new PackagedTidings(
                folder,
                Map.of(
                        "quarkus.mailer.host",
                        "127.0.0.1",
                        "quarkus.mailer.port",
                        String.valueOf(mx.port()),
                        "tidings.secret",
                        SECRET));
        tidings.start();
        database = new DatabaseOfTidings(folder);
        visitors = new WebLoad(tidings.port(), VISITORS, EndToEnd.FIREFOX);
    }

    @AfterAll
    static void stop() {
        visitors.close();
        tidings.close();
        mx.close();
    }

    @Test
    void hits() throws Exception {
        LargeBlast sent = LargeBlast.send(tidings, mx, "people", PEOPLE);
        blast = sent.id();
        sent.assertEveryoneGotIt(tidings, 0);
        people = database.rows("select blast_id, seq, address_id from recipient order by blast_id, seq").stream()
                .map(row -> new TokenSubject(row.get(0), row.get(1).intValue(), row.get(2)))
                .toList();
        assertThat(people).hasSize(PEOPLE);
        line("", "a second", "p50 ms", "p99 ms", "of file", "of pixel", "app us", "db us");

        visitors.run(PEOPLE, i -> "/favicon.svg"); // warm
        String testPixel = pixel(TokenSubject.NOBODY);
        visitors.run(PEOPLE, i -> testPixel);
        visitors.run(PEOPLE, i -> pixel(people.get(i)));
        assertStored(PEOPLE, 0);
        WebLoad.Result file = measured("static file", null, null, () -> visitors.run(4 * PEOPLE, i -> "/favicon.svg"));
        WebLoad.Result constant =
                measured("pixel, not stored", file, null, () -> visitors.run(4 * PEOPLE, i -> testPixel));

        database.change("update recipient set sent_at = utc_timestamp(6)");
        measured("opens at once, undecided", file, constant, () -> visitors.run(PEOPLE, i -> pixel(people.get(i))));
        assertStored(2L * PEOPLE, 0);

        database.change("update recipient set sent_at = utc_timestamp(6) - interval 1 hour");
        measured(
                "opens and clicks later",
                file,
                constant,
                () -> visitors.run(2 * PEOPLE, i -> i % 2 == 0 ? click(people.get(i / 2)) : pixel(people.get(i / 2))));
        assertStored(3L * PEOPLE, PEOPLE);

        double quietPage = page();
        double quietSending = sending("quiet");
        int storm = STORM * 30;
        CompletableFuture<WebLoad.Result> opening =
                CompletableFuture.supplyAsync(() -> visitors.paced(storm, STORM, i -> pixel(people.get(i % PEOPLE))));
        double stormPage = page();
        double stormSending = sending("storm");
        boolean stormLasted = !opening.isDone();
        WebLoad.Result stormResult = opening.join();
        print("storm of " + STORM + " opens/s", stormResult, file, constant, 0, 0);
        System.out.printf(
                Locale.ROOT,
                "report page %.1f ms quiet, %.1f ms in the storm (%.2f); sending %.0f/s quiet, %.0f/s in the storm (%.2f)%s%n",
                quietPage,
                stormPage,
                stormPage / quietPage,
                quietSending,
                stormSending,
                stormSending / quietSending,
                stormLasted ? "" : "; the storm was over before the sending");
        metrics();
        int late = 20 * VISITORS;
        database.signal("STOP");
        try {
            print(
                    "clicks, database stopped",
                    visitors.run(late, i -> click(people.get(i % PEOPLE))),
                    file,
                    constant,
                    0,
                    0);
        } finally {
            database.signal("CONT");
        }
        assertStored(3L * PEOPLE + storm, PEOPLE + late);
    }

    private interface Measured {
        WebLoad.Result run();
    }

    private WebLoad.Result measured(
            String what, WebLoad.@Nullable Result file, WebLoad.@Nullable Result constant, Measured load)
            throws IOException {
        ProcessUsage ours = new ProcessUsage(tidings.handle());
        ProcessUsage theirs = new ProcessUsage(database.server());
        long application = ours.cpuNanos();
        long server = theirs.cpuNanos();
        WebLoad.Result result = load.run();
        application = ours.cpuNanos() - application;
        server = theirs.cpuNanos() - server;
        print(
                what,
                result,
                file,
                constant,
                application / 1000 / result.sorted().length,
                server / 1000 / result.sorted().length);
        return result;
    }

    private void print(
            String what,
            WebLoad.Result result,
            WebLoad.@Nullable Result file,
            WebLoad.@Nullable Result constant,
            long application,
            long server) {
        line(
                what,
                "%,.0f".formatted(result.perSecond()),
                "%.1f".formatted(result.percentile(0.5)),
                "%.1f".formatted(result.percentile(0.99)),
                file == null ? "" : "%.2f".formatted(result.perSecond() / file.perSecond()),
                constant == null ? "" : "%.2f".formatted(result.perSecond() / constant.perSecond()),
                application == 0 ? "" : String.valueOf(application),
                application == 0 ? "" : String.valueOf(server));
    }

    private static void line(String... cells) {
        System.out.printf("| %-26s | %9s | %7s | %7s | %8s | %8s | %6s | %6s |%n", (Object[]) cells);
    }

    private String pixel(TokenSubject person) {
        return "/o/" + tokens.sign(TokenPurpose.OPEN, person) + ".gif";
    }

    private String click(TokenSubject person) {
        return "/c/" + tokens.signClick(person, 0, TARGET);
    }

    /** Every hit that was answered is there, decided, and the rows and counters say the same. */
    private void assertStored(long opens, long clicks) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    List<Long> open =
                            database.numbers("select count(*), sum(undecided) from recipient_event where type in ("
                                    + OPENED + ", " + CLICKED + ")");
                    return open.get(0) == opens + clicks && open.get(1) == 0;
                });
        try {
            long people = PEOPLE;
            assertThat(database.numbers(
                            "select sum(type = " + OPENED + "), sum(type = " + CLICKED + ") from recipient_event"))
                    .containsExactly(opens, clicks);
            assertThat(database.numbers("select sum(opens), sum(clicks), sum(status = " + RecipientStatus.CLICK.code()
                            + ") from recipient where opens > 0"))
                    .containsExactly(opens, clicks, Math.min(clicks, people));
            JsonNode counts = tidings.blast(blast).get("counts");
            assertThat(counts.get("OPEN").longValue()).isEqualTo(people - Math.min(clicks, people));
            assertThat(counts.get("CLICK").longValue()).isEqualTo(Math.min(clicks, people));
            assertThat(counts.get("DELIVERY").longValue()).isZero();
        } catch (IOException | SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Milliseconds until the report's page is there: the median of some. */
    private double page() {
        long[] took = new long[40];
        for (int i = 0; i < took.length; i++) {
            long began = System.nanoTime();
            assertThat(tidings.page("/blasts/" + blast)).contains("Email Blast");
            took[i] = System.nanoTime() - began;
        }
        Arrays.sort(took);
        return took[took.length / 2] / 1e6;
    }

    /** Messages a second, of one blast. */
    private double sending(String domain) throws IOException {
        int count = 5_000;
        LargeBlast.send(tidings, mx, domain, count);
        awaitDelivered(1);
        long began = System.nanoTime();
        awaitDelivered(count);
        return count / ((System.nanoTime() - began) / 1e9);
    }

    private static void awaitDelivered(int count) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> database.numbers("select delivery from recipient_counts order by blast_id desc limit 1")
                                .get(0)
                        >= count);
    }

    /** How soon outcomes and hits were on disk. */
    private static void metrics() {
        tidings.metrics()
                .lines()
                .filter(line -> line.startsWith("tidings_events_stored_seconds"))
                .forEach(System.out::println);
    }
}
