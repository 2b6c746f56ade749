package org.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;

/** The metrics of the queue, and the dashboard and alert rules that use those of the application. */
@QuarkusTest
class QueueMetricsTest {

    private static final Pattern NAME = Pattern.compile("tidings_[a-z_]+");

    private static final Pattern METER = Pattern.compile("\"(tidings(?:\\.[a-z]+)+)\"");

    @Inject
    QueueMetrics metrics;

    @Inject
    MeterRegistry meters;

    @Inject
    Transactions transactions;

    @Test
    void queueIsMeasuredByState() {
        metrics.read();
        double before = held();
        transactions.run(connection -> connection
                .createStatement()
                .executeUpdate(
                        "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq, attempt, domain, node)"
                                + " values (" + QueueState.HELD.code()
                                + ", 0, '2026-01-01', 1, 0, -7, 1, 500, 1, '', '')"));
        metrics.read();
        assertThat(held() - before).isCloseTo(500, within(0.1));
        transactions.run(connection ->
                connection.createStatement().executeUpdate("delete from delivery_queue where blast_id = -7"));
    }

    private double held() {
        return meters.get("tidings.queue.recipients")
                .tag("state", "held")
                .gauge()
                .value();
    }

    @Test
    void dashboardAndAlertsUseMetricsThatExist() throws Exception {
        Set<String> known = metersInSources();
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("docker/grafana-dashboard.json").toFile());
        Set<String> used =
                new TreeSet<>(names(dashboard.findValuesAsText("expr").toString()));
        used.addAll(names(Files.readString(Path.of("docker/prometheus-alerts.yaml"))));
        assertThat(used)
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(known).anyMatch(meter -> name.startsWith(meter)));
    }

    private static Set<String> metersInSources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<String> meters = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                if (source.contains("io.micrometer")) {
                    METER.matcher(source)
                            .results()
                            .forEach(found -> meters.add(found.group(1).replace('.', '_')));
                }
            }
            return meters;
        }
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = NAME.matcher(text);
        while (found.find()) {
            names.add(found.group());
        }
        return names;
    }
}
