package org.tidings;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/**
 * Bytes on disk and of redo log for each recipient of a blast to people who were mailed before, each with two merge fields: from the request
 * through outcomes and opens by 40% to clearing. Disk is the growth of the files, which InnoDB extends by up to 4 MB at a time.
 * {@code -Dbench.people=200000}, {@code -Dbench.transport=pipelined}.
 */
class StorageBench {

    private static final int PEOPLE = Integer.getInteger("bench.people", 200_000);
    private static final String TRANSPORT = PackagedTidings.BENCH_TRANSPORT;
    private static final String SECRET = "secret of the storage bench";
    private static final int PURGED = 50; // an idle Tidings commits a few transactions a second
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    private DatabaseOfTidings database;
    private long redo;

    @Test
    void storage() throws Exception {
        try (Companion sink = Companion.java(DiscardingServer.class);
                PackagedTidings tidings = PackagedTidings.sendingTo(
                        sink.greeting(), TRANSPORT, folder, Map.of("tidings.secret", SECRET))) {
            tidings.start();
            database = new DatabaseOfTidings(folder);
            Map<String, Long> empty = fileSizes();
            String first = tidings.send(BenchMessage.blast("MARKETING", "people.example", PEOPLE));
            awaitDelivered(tidings, first);
            awaitNone("select count(*) from audience_entry"); // the next list reuses its pages
            Map<String, Long> mailedOnce = fileSizes();

            System.out.printf("%n%s, %,d people%nredo, bytes for each recipient%n", TRANSPORT, PEOPLE);
            redo = redo();
            long began = redo;
            Map<String, Object> request = new HashMap<>(BenchMessage.blast("MARKETING", "people.example", PEOPLE));
            request.put("sendAt", Instant.now().plus(Duration.ofDays(1)).toString());
            String second = tidings.send(request);
            printRedo("request");

            awaitRetention(); // it deletes the launched list, and next runs in 30 seconds
            redo = redo();
            database.change("update blast set send_at = utc_timestamp(6) where state = 'SCHEDULED'");
            awaitDelivered(tidings, second);
            printRedo("launch, claims, outcomes");
            awaitNone("select count(*) from audience_entry");
            printRedo("deletion of the launched list");
            Map<String, Long> mailedTwice = fileSizes();

            long intermission = redo();
            List<TokenSubject> people = people();
            // an open soon after delivery is decided later
            database.change("update recipient set sent_at = sent_at - interval 1 hour where blast_id = "
                    + people.get(0).blastId());
            redo = redo();
            began += redo - intermission;
            open(tidings, people);
            printRedo("opens by 40%");
            Map<String, Long> opened = fileSizes();

            database.change("update blast set clear_at = utc_timestamp(6) where public_id = '" + second + "'");
            awaitNone("select count(*) from recipient where blast_id = "
                    + people.get(0).blastId());
            printRedo("clearing");
            System.out.printf("%-34s %,9d%n", "all", (redo - began) / PEOPLE);
            System.out.printf("%ndisk, bytes for each recipient%n%-34s %9s %9s%n", "", "sent", "opened");
            printGrowth("first blast", empty, mailedOnce, mailedOnce);
            printGrowth("second blast", mailedOnce, mailedTwice, opened);
        }
    }

    private static void awaitDelivered(PackagedTidings tidings, String id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> tidings.blast(id), StorageBench::isDelivered);
    }

    private static boolean isDelivered(JsonNode blast) {
        return blast != null && blast.get("counts").get("DELIVERY").intValue() == PEOPLE;
    }

    private void awaitNone(String count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> database.numbers(count).get(0) == 0);
    }

    /** Until the scheduled deletion of obsolete data has found something. */
    private void awaitRetention() throws Exception {
        database.change(
                "insert into idempotency_key (account_id, idempotency_key, request_sha256, blast_public_id, created_at)"
                        + " select min(id), 'bench', '', '', '2020-01-01' from account");
        awaitNone("select count(*) from idempotency_key");
    }

    private List<TokenSubject> people() throws Exception {
        return database
                .rows("select blast_id, seq, address_id from recipient where blast_id = (select max(id) from blast)")
                .stream()
                .map(row -> new TokenSubject(row.get(0), row.get(1).intValue(), row.get(2)))
                .toList();
    }

    private void open(PackagedTidings tidings, List<TokenSubject> people) {
        Tokens tokens = new Tokens(List.of(SECRET.getBytes(StandardCharsets.UTF_8)));
        int opens = PEOPLE * 2 / 5;
        try (WebLoad load = new WebLoad(tidings.port(), 32, EndToEnd.FIREFOX)) {
            // anywhere in the list, each once
            load.run(opens, i -> "/o/" + tokens.sign(TokenPurpose.OPEN, people.get((int) (i * 5L / 2))) + ".gif");
        }
        awaitNone("select " + opens + " - opened from recipient_counts where blast_id = "
                + people.get(0).blastId());
    }

    /** The log sequence number, once the server has removed what was deleted. */
    private long redo() throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> status("Innodb_history_list_length") < PURGED);
        return status("Innodb_lsn_current");
    }

    private long status(String name) throws Exception {
        return database.numbers("select variable_value from information_schema.global_status where variable_name = '"
                        + name + "'")
                .get(0);
    }

    private void printRedo(String phase) throws Exception {
        long now = redo();
        System.out.printf("%-34s %,9d%n", phase, (now - redo) / PEOPLE);
        redo = now;
    }

    private Map<String, Long> fileSizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("database/tables/tidings"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".ibd")).toList()) {
                sizes.put(file.getFileName().toString().replace(".ibd", ""), Files.size(file));
            }
        }
        return sizes;
    }

    /** By table, of those that grew. */
    private static void printGrowth(
            String blast, Map<String, Long> before, Map<String, Long> sent, Map<String, Long> opened) {
        opened.forEach((table, size) -> {
            if (size > before.get(table)) {
                printGrowth(blast + ", " + table, sent.get(table) - before.get(table), size - before.get(table));
            }
        });
        printGrowth(blast + ", all", sum(sent) - sum(before), sum(opened) - sum(before));
    }

    private static void printGrowth(String what, long sent, long opened) {
        System.out.printf("%-34s %,9d %,9d%n", what, sent / PEOPLE, opened / PEOPLE);
    }

    private static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(size -> size).sum();
    }
}
