package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tidings.ForeignMailServer.Received;

/** One blast to many people of one domain, whatever befalls the processes that send it. */
record LargeBlast(String id, String domain, int people, ForeignMailServer mx) {

    /** Messages that are sent twice after one kill, at most: unrecorded outcomes, and one on each of 20 connections. */
    static final int TWICE_AFTER_A_KILL = 270;

    static LargeBlast send(PackagedTidings tidings, ForeignMailServer mx, String domain, int people)
            throws IOException {
        return send(tidings, mx, "MARKETING", domain, people);
    }

    static LargeBlast send(PackagedTidings tidings, ForeignMailServer mx, String purpose, String domain, int people)
            throws IOException {
        List<Map<String, String>> recipients = IntStream.range(0, people)
                .mapToObj(i -> Map.of("email", "p" + i + "@" + domain + ".example", "firstName", "Ann"))
                .toList();
        String id = tidings.send(Map.of(
                "purpose",
                purpose,
                "subject",
                "Recital",
                "html",
                "<p>Hi {{first_name}}, <a href=\"https://x.example/\">details</a></p>",
                "audience",
                Map.of("recipients", recipients)));
        return new LargeBlast(id, domain, people, mx);
    }

    void awaitReceived(int messages) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> received().size() >= messages);
    }

    /**
     * Waits for the end of the blast.
     *
     * @param most so many messages may have come twice, each time as the same message
     * @return how many came twice
     */
    int assertEveryoneGotIt(PackagedTidings tidings, int most) {
        JsonNode blast = await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> tidings.blast(id), LargeBlast::isDone);

        List<Received> all = received();
        Map<String, Set<String>> messageIds = all.stream()
                .collect(Collectors.groupingBy(
                        Received::recipient, Collectors.mapping(Received::messageId, Collectors.toSet())));
        int twice = all.size() - messageIds.size();
        System.out.printf("%s: %d of %d messages sent twice%n", domain, twice, people);
        assertThat(messageIds).as("everyone got it").hasSize(people);
        assertThat(messageIds.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(twice).as("sent twice").isLessThanOrEqualTo(most);
        assertThat(blast.get("state").textValue()).isEqualTo("COMPLETED");
        assertThat(blast.get("selected").intValue()).isEqualTo(people);
        assertThat(blast.get("counts").get("DELIVERY").intValue()).isEqualTo(people);
        assertThat(blast.get("counts"))
                .allSatisfy(count -> assertThat(count.intValue()).isIn(0, people));
        return twice;
    }

    private static boolean isDone(JsonNode blast) {
        return blast != null
                && blast.get("state").textValue().equals("COMPLETED")
                && blast.get("counts").get("SENT").intValue() == 0;
    }

    List<Received> received() {
        return mx.received().stream()
                .filter(message -> message.recipient().endsWith("@" + domain + ".example"))
                .toList();
    }
}
