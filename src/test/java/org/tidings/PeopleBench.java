package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import of many people with {@code -Xmx256m} that is killed in the middle, and searches among them. Prints rows per second, peak heap and
 * the medians of searches. {@code -Dbench.people=300000}.
 */
class PeopleBench {

    private static final int PEOPLE = Integer.getInteger("bench.people", 300_000);
    private static final int ROUNDS = 9;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private double peakMegabytes;

    @Test
    void importAndSearch() throws Exception {
        try (PackagedTidings tidings = new PackagedTidings(
                folder.resolve("data"),
                Map.of("tidings.feedback.smtp.port", "0", "tidings.simulator", "false"),
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m"))) {
            tidings.start();
            finish(tidings, start(tidings, file("warm", 20_000)));
            double rate = rate(tidings, file("one", PEOPLE));
            System.out.printf("%nimport: %,.0f rows/s, peak heap %,.0f MB%n", rate, peakMegabytes);

            String killed = start(tidings, file("two", PEOPLE));
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> task(tidings, killed).get("done").intValue() > PEOPLE / 2);
            tidings.kill();
            tidings.start();
            JsonNode task = finish(tidings, killed);
            assertThat(task.at("/result/created").intValue()).isEqualTo(PEOPLE);
            System.out.printf("import killed in the middle: completed, %,d people created%n", PEOPLE);

            String level = JSON.readTree(tidings.api("/api/v1/classes?limit=1"))
                    .at("/items/0/id")
                    .textValue();
            for (String path : List.of(
                    "/api/v1/contacts?limit=50",
                    "/api/v1/contacts?limit=50&tag=board",
                    search("la"),
                    search("larsen1"),
                    search("ann lar"),
                    search("one4711@"),
                    search("0123"),
                    search("nobody"),
                    "/api/v1/enrolments?limit=1000&on=2026-12-01&class=" + level)) {
                System.out.printf("%-60s %4d ms%n", path, median(tidings, path));
            }
        }
    }

    private static String search(String words) {
        return "/api/v1/contacts?limit=50&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static long median(PackagedTidings tidings, String path) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            assertThat(tidings.api(path)).contains("items");
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[ROUNDS / 2]).toMillis();
    }

    private double rate(PackagedTidings tidings, Path file) throws IOException {
        String id = start(tidings, file);
        long began = System.nanoTime();
        finish(tidings, id);
        return PEOPLE * 1e9 / (System.nanoTime() - began);
    }

    private static String start(PackagedTidings tidings, Path file) throws IOException {
        return JSON.readTree(tidings.upload("/api/v1/contacts/import", file))
                .get("id")
                .textValue();
    }

    private JsonNode finish(PackagedTidings tidings, String id) {
        return await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            peakMegabytes = Math.max(peakMegabytes, heap(tidings));
                            return task(tidings, id);
                        },
                        task -> task.get("state").textValue().equals("COMPLETED"));
    }

    private static double heap(PackagedTidings tidings) {
        return tidings.metrics()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum()
                / 1_048_576;
    }

    private static JsonNode task(PackagedTidings tidings, String id) throws IOException {
        return JSON.readTree(tidings.api("/api/v1/tasks/" + id));
    }

    /** Families of two guardians and a student; 400 classes. */
    private static Path file(String name, int people) throws IOException {
        List<String> lastNames =
                List.of("Larsen", "Berg", "Smith", "Garcia", "Nguyen", "Okafor", "Novak", "Rossi", "Weber");
        List<String> firstNames =
                List.of("Ann", "Bob", "Cara", "Dan", "Eva", "Finn", "Hana", "Ida", "Jan", "Kim", "Lea");
        Path file = folder.resolve(name + ".csv");
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write(
                    "external_id,household_id,household,role,first_name,last_name,email,phone,tags,class,class_from\n");
            for (int i = 0; i < people; i++) {
                int home = i / 3;
                boolean isStudent = i % 3 == 2;
                String last = lastNames.get(home % lastNames.size()) + home % 977;
                csv.write(String.join(
                        ",",
                        name + i,
                        name + "-home" + home,
                        last,
                        isStudent ? "student" : "guardian",
                        firstNames.get(i % firstNames.size()),
                        last,
                        isStudent ? "" : name + i + "@family" + home % 50 + ".example",
                        isStudent ? "" : "217-555-%04d".formatted(i % 10_000),
                        i % 100 == 0 ? "board" : "",
                        isStudent ? "Class " + home % 400 : "",
                        isStudent ? "2026-09-01" : ""));
                csv.write('\n');
            }
        }
        return file;
    }
}
