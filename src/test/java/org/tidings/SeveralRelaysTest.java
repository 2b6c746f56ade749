package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.counts;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.rows;
import static org.tidings.EndToEnd.send;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.ForeignMailServer.Received;
import org.tidings.recipient.CountersHold;

/** Two ways out: mail is shared between them, and goes by the other while one is away. */
@QuarkusTest
@CountersHold
@TestProfile(SeveralRelaysTest.Settings.class)
class SeveralRelaysTest {

    private static final int WEST_PORT = ForeignMailServer.freePort();

    /** Three messages go east for one that goes west, and not so fast that a relay cannot be stopped meanwhile. */
    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(new EndToEnd.ForeignRelay().getConfigOverrides());
            settings.remove("quarkus.mailer.host");
            settings.remove("quarkus.mailer.port");
            settings.put("quarkus.mailer.dkim.enabled", "false"); // the keys of the default mailer
            settings.put("quarkus.mailer.east.host", "127.0.0.1");
            settings.put("quarkus.mailer.east.port", String.valueOf(EndToEnd.SMTP_PORT));
            settings.put("quarkus.mailer.west.host", "127.0.0.1");
            settings.put("quarkus.mailer.west.port", String.valueOf(WEST_PORT));
            settings.put("tidings.delivery.relays.east.weight", "3");
            settings.put("tidings.delivery.relays.west.weight", "1");
            settings.put("tidings.delivery.rate", "200");
            return settings;
        }
    }

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private ForeignMailServer east;
    private ForeignMailServer west;

    @BeforeEach
    void start() {
        east = new ForeignMailServer(EndToEnd.SMTP_PORT).start();
        west = new ForeignMailServer(WEST_PORT).start();
        owner = accounts.owner();
        // both are known to answer before it begins, whatever the test before this one left behind
        await().until(() -> {
            awaitState(owner, send(owner, blast("Ready?", "<p>Hi</p>", people("ready", 8))), "COMPLETED");
            return !east.received().isEmpty() && !west.received().isEmpty();
        });
    }

    @AfterEach
    void stop() {
        east.close();
        west.close();
    }

    /** It cannot be quicker, however slow the machine. */
    @Test
    void rateIsThatOfTheNodeAndNotOfEachRelay() {
        long begin = System.nanoTime();
        sendToAll("rate", 300);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_490));
    }

    @Test
    void weightsAreRoughlyKept() {
        int before = east.received().size();
        sendToAll("weights", 200);
        assertThat(east.received().size() - before).isBetween(120, 180);
    }

    @Test
    void otherRelayTakesOverWithoutTroubleAndTheFirstIsUsedAgainWhenItIsBack() {
        String id = send(owner, blast("Half", "<p>Hi</p>", people("half", 400)));
        awaitBlast(owner, id, now -> counts(now).get("DELIVERY") > 50);
        east.stop();
        awaitBlast(owner, id, now -> {
            assertThat(now.get("trouble")).isNull();
            return "COMPLETED".equals(now.get("state"));
        });
        assertEverybodyAtTheFirstAttempt(id, 400);
        List<String> got = Stream.of(east, west)
                .flatMap(relay -> relay.received().stream())
                .map(Received::recipient)
                .filter(recipient -> recipient.startsWith("half"))
                .distinct()
                .toList();
        assertThat(got).hasSize(400);

        east.start();
        int before = east.received().size();
        // by now it may be left alone for longer than it was away
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            awaitState(owner, send(owner, blast("Back?", "<p>Hi</p>", people("back", 8))), "COMPLETED");
            return east.received().size() > before;
        });
    }

    @Test
    void onlyWhenAllAreAwayItIsToldWithTheirNames() {
        east.stop();
        west.stop();
        String id = send(owner, blast("Nobody", "<p>Hi</p>", people("nobody", 10)));
        Map<String, Object> waiting = awaitBlast(owner, id, blast -> blast.get("trouble") != null);
        assertThat(waiting)
                .containsEntry(
                        "trouble", "east: The mail server is not answering; west: The mail server is not answering");
        assertThat(rows(owner, id).values())
                .allSatisfy(row -> assertThat(row).containsEntry("attempts", 0).containsEntry("status", "SENT"));

        west.start();
        awaitState(owner, id, "COMPLETED");
        awaitBlast(owner, id, blast -> blast.get("trouble") == null);
        assertEverybodyAtTheFirstAttempt(id, 10);
        assertThat(west.received().stream().filter(mail -> mail.recipient().startsWith("nobody")))
                .hasSize(10);
    }

    private void sendToAll(String name, int count) {
        String id = send(owner, blast(name, "<p>Hi</p>", people(name, count)));
        awaitState(owner, id, "COMPLETED");
        assertEverybodyAtTheFirstAttempt(id, count);
    }

    private void assertEverybodyAtTheFirstAttempt(String id, int count) {
        assertThat(rows(owner, id).values())
                .hasSize(count)
                .allSatisfy(row -> assertThat(row).containsEntry("attempts", 1).containsEntry("status", "DELIVERY"));
    }

    private static List<Map<String, String>> people(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> person(name + i + "@x.example", "Ann"))
                .toList();
    }
}
