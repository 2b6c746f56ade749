package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.recipient.RecipientStatus;

/**
 * How long the pages of a report take, from the request to the last byte, and how fast the download is, on blasts of growing size in one
 * database. The process has a heap of 256 MB. {@code -Dbench.most=1000000}.
 */
class ReportBench {

    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final int MOST = Integer.getInteger("bench.most", 100_000);
    private static final int TIMES = 7;

    /** The page before one that begins behind every address. */
    private static final String AT_THE_END =
            Base64.getUrlEncoder().withoutPadding().encodeToString("b 0 0 ~".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path folder;

    @Test
    void report() throws Exception {
        try (PackagedTidings tidings =
                new PackagedTidings(folder, Map.of("tidings.feedback.smtp.port", "0", "tidings.simulator", "false"))) {
            tidings.start();
            measure(tidings, SIZES[0], new LinkedHashMap<>()); // else the smallest would pay for a cold machine
            Map<String, List<String>> table = new LinkedHashMap<>();
            List<Integer> sizes = new ArrayList<>();
            for (int size : SIZES) {
                if (size <= MOST) {
                    sizes.add(size);
                    measure(tidings, size, table);
                }
            }
            StringBuilder text = new StringBuilder("%n%-32s".formatted("ms: median (worst) of " + TIMES));
            sizes.forEach(size -> text.append("%,18d".formatted(size)));
            text.append("%18s".formatted("last : first"));
            table.forEach((what, cells) -> {
                text.append("%n%-32s".formatted(what));
                cells.forEach(cell -> text.append("%18s".formatted(cell)));
                text.append("%18.2f".formatted(number(cells.get(cells.size() - 1)) / number(cells.get(0))));
            });
            System.out.println(text);
        }
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.split(" ", 2)[0].replace(",", ""));
    }

    private static void measure(PackagedTidings tidings, int size, Map<String, List<String>> table) throws Exception {
        FilledReport report;
        try (Connection connection = new DatabaseOfTidings(folder).connect()) {
            report = FilledReport.write(connection, size);
        }
        looks(tidings, report).forEach((what, look) -> row(table, what).add(time(look)));
        String api = "/api/v1/blasts/" + report.id();
        row(table, "CSV, rows/s")
                .add(rate(
                        report,
                        () -> assertThat(tidings.lines(api + "/report.csv")).isEqualTo(report.people() + 1L)));
        String xlsx = "/blasts/" + report.id() + "/report.xlsx";
        row(table, "XLSX, rows/s")
                .add(rate(report, () -> assertThat(tidings.octets(xlsx)).isGreaterThan(20L * report.people())));
        row(table, "PDF").add(time(() -> String.valueOf(tidings.octets("/blasts/" + report.id() + "/report.pdf"))));
        row(table, "live heap in a CSV, MB").add(liveHeap(tidings, () -> tidings.lines(api + "/report.csv")));
        row(table, "live heap in an XLSX, MB").add(liveHeap(tidings, () -> tidings.octets(xlsx)));
        row(table, "memory at most, MB").add("%,d".formatted(new ProcessUsage(tidings.handle()).resident() >> 10));
    }

    private static Map<String, Supplier<String>> looks(PackagedTidings tidings, FilledReport report) {
        String page = "/blasts/" + report.id();
        String everyone = page + "?tab=everyone";
        Map<String, Supplier<String>> looks = new LinkedHashMap<>();
        looks.put("first page", () -> tidings.page(everyone));
        looks.put("last page", () -> tidings.page(everyone + "&cursor=" + AT_THE_END));
        looks.put("by activity", () -> tidings.page(everyone + "&sort=ACTIVITY"));
        looks.put("needs attention", () -> tidings.page(page + "?tab=attention"));
        looks.put("links", () -> tidings.page(page + "?tab=links"));
        for (RecipientStatus status : RecipientStatus.values()) {
            looks.put("only " + status, () -> tidings.page(everyone + "&status=" + status));
            looks.put(
                    "only " + status + " by activity",
                    () -> tidings.page(everyone + "&sort=ACTIVITY&status=" + status));
        }
        looks.put("only a round of 300", () -> tidings.page(everyone + "&round=2"));
        looks.put("only the first sending", () -> tidings.page(everyone + "&round=0"));
        looks.put("only called", () -> tidings.page(everyone + "&done=CALLED"));
        looks.put("only sent again", () -> tidings.page(everyone + "&done=SENT_AGAIN"));
        looks.put("search: common name", () -> tidings.page(everyone + "&q=ann"));
        looks.put("search: common, by activity", () -> tidings.page(everyone + "&sort=ACTIVITY&q=ann"));
        looks.put("search: rare name", () -> found(tidings, everyone, FilledReport.RARE_NAME));
        looks.put("search: exact address", () -> found(tidings, everyone, FilledReport.RARE_ADDRESS));
        looks.put("search: rare @domain", () -> found(tidings, everyone, "@rare"));
        looks.put("search: common @domain", () -> tidings.page(everyone + "&q=%40gmail"));
        looks.put("search: nobody", () -> tidings.page(everyone + "&q=qqq"));
        looks.put("call list", () -> tidings.page(page + "/calls"));
        looks.put("second rounds", () -> tidings.page(page + "/rounds"));
        looks.put("engagement", () -> tidings.page(page + "/engagement"));
        looks.put("overview", () -> tidings.page("/overview"));
        looks.put("tasks", () -> tidings.page("/tasks"));
        looks.put("API: blasts", () -> tidings.api("/api/v1/blasts"));
        looks.put(
                "API: 1,000 recipients", () -> tidings.api("/api/v1/blasts/" + report.id() + "/recipients?limit=1000"));
        return looks;
    }

    private static String found(PackagedTidings tidings, String everyone, String q) {
        String page = tidings.page(everyone + "&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
        assertThat(page.replace("<wbr>", "")).contains(FilledReport.RARE_ADDRESS);
        return page;
    }

    private static String time(Supplier<String> look) {
        assertThat(look.get()).isNotEmpty(); // the first one also compiles and caches
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            assertThat(look.get()).isNotEmpty();
            times.add((System.nanoTime() - began) / 1e6);
        }
        times.sort(null);
        return "%.1f (%.1f)".formatted(times.get(TIMES / 2), times.get(TIMES - 1));
    }

    private static String rate(FilledReport report, Runnable download) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            download.run();
            rates.add(report.people() * 1e9 / (System.nanoTime() - began));
        }
        rates.sort(null);
        return "%,.0f".formatted(rates.get(1));
    }

    private static String liveHeap(PackagedTidings tidings, Supplier<Long> read) throws Exception {
        CompletableFuture<Long> download = CompletableFuture.supplyAsync(read);
        ProcessUsage usage = new ProcessUsage(tidings.handle());
        long most = usage.liveHeap();
        while (!download.isDone()) {
            most = Math.max(most, usage.liveHeap());
        }
        download.join();
        return "%,d".formatted(most >> 10);
    }

    private static List<String> row(Map<String, List<String>> table, String what) {
        return table.computeIfAbsent(what, name -> new ArrayList<>());
    }
}
