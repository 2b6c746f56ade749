package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.ForeignMailServer.Received;

/** {@code kill -9} in the middle of a blast: everyone gets the message, and who gets it twice gets the same one twice. */
class KillIT {

    private static final int PEOPLE = 5_000;
    private static final int CONNECTIONS = 20;
    private static final int A_SECOND = 1_000;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: (<[^>]+>)");

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;
    private static PackagedTidings tidings;

    @BeforeAll
    static void start() throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
        tidings = new PackagedTidings(
                folder,
                Map.of(
                        "quarkus.mailer.host", "127.0.0.1",
                        "quarkus.mailer.port", String.valueOf(mx.port()),
                        "tidings.delivery.connections", String.valueOf(CONNECTIONS),
                        "tidings.delivery.rate", String.valueOf(A_SECOND),
                        "tidings.delivery.lease", "5s"));
        tidings.start();
    }

    @AfterAll
    static void stop() {
        tidings.close();
        mx.close();
    }

    @Test
    void applicationKilledInTheMiddleOfABlastFinishesItAfterARestart() throws Exception {
        String id = sendTo("application");
        awaitTheMiddle("application");
        tidings.kill();
        int before = received("application").size();
        tidings.start();

        assertEveryoneGotIt(id, "application", before);
    }

    @Test
    void databaseKilledInTheMiddleOfABlastIsBackByItselfAndTheBlastFinishes() throws Exception {
        String id = sendTo("database");
        awaitTheMiddle("database");
        tidings.killDatabase();
        int before = received("database").size();

        assertEveryoneGotIt(id, "database", before);
    }

    private static String sendTo(String domain) throws IOException {
        List<Map<String, String>> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Map.of("email", "p" + i + "@" + domain + ".example", "firstName", "Ann"))
                .toList();
        return tidings.send(Map.of(
                "subject", "Recital",
                "html", "<p>Hi {{first_name}}, <a href=\"https://x.example/\">details</a></p>",
                "audience", Map.of("recipients", people)));
    }

    private static void awaitTheMiddle(String domain) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> received(domain).size() >= PEOPLE / 4);
    }

    private static void assertEveryoneGotIt(String id, String domain, int before) {
        JsonNode blast = await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> tidings.blast(id), KillIT::isDone);

        List<Received> all = received(domain);
        Map<String, Set<String>> messageIds = all.stream()
                .collect(Collectors.groupingBy(
                        Received::recipient, Collectors.mapping(KillIT::messageId, Collectors.toSet())));
        int twice = all.size() - messageIds.size();
        System.out.printf("%s killed after %d messages: %d sent twice%n", domain, before, twice);
        assertThat(before).as("killed in the middle").isLessThan(PEOPLE);
        assertThat(messageIds).as("everyone got it").hasSize(PEOPLE);
        assertThat(messageIds.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(twice).as("sent twice").isLessThanOrEqualTo(10 * CONNECTIONS);
        assertThat(blast.get("state").textValue()).isEqualTo("COMPLETED");
        assertThat(blast.get("selected").intValue()).isEqualTo(PEOPLE);
        assertThat(blast.get("counts").get("DELIVERY").intValue()).isEqualTo(PEOPLE);
    }

    private static boolean isDone(JsonNode blast) {
        return blast != null
                && blast.get("state").textValue().equals("COMPLETED")
                && blast.get("counts").get("SENT").intValue() == 0;
    }

    private static List<Received> received(String domain) {
        return mx.received().stream()
                .filter(message -> message.recipient().endsWith("@" + domain + ".example"))
                .toList();
    }

    private static String messageId(Received message) {
        Matcher header = MESSAGE_ID.matcher(message.wire());
        assertThat(header.find()).isTrue();
        return header.group(1);
    }
}
