package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.rows;
import static org.tidings.EndToEnd.send;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.ScriptedRelay.Fault;
import org.tidings.recipient.CountersHold;

/** Whatever the relay does wrong, nobody is blamed for it, the task says what it is, and sending goes on by itself. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class RelayFaultsTest {

    private ScriptedRelay relay;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void start() {
        relay = new ScriptedRelay(EndToEnd.SMTP_PORT);
        owner = accounts.owner();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SILENT                | The mail server is not answering",
                "ENDS_BEFORE_GREETING  | The mail server is not answering",
                "SAYS_421_AT_GREETING  | The mail server rejected the connection: 421 4.3.2 Too many connections",
                "REFUSES_LOGIN         | The mail server rejected the connection: 535 5.7.8 Authentication credentials invalid",
                "SAYS_454_AT_SENDER    | The mail server rejected the connection: 454 4.7.0 Temporary authentication failure",
                "SAYS_421_AT_RECIPIENT | Our mail server is not available at the moment",
                "SAYS_454_AT_RECIPIENT | Our mail server asked us to send more slowly",
                "NEVER_ANSWERS_DATA    | The mail server is not answering",
                "ENDS_WITHIN_DATA      | The mail server is not answering"
            })
    void faultIsToldAndNobodysAttempt(Fault fault, String sentence) {
        relay.has(fault);
        String id = send(owner, blast("Fault", "<p>Hi</p>", people(fault.name(), 6)));

        Map<String, Object> waiting = awaitBlast(owner, id, blast -> blast.get("trouble") != null);
        assertThat((String) waiting.get("trouble")).startsWith(sentence);
        assertThat(waiting).containsEntry("state", "RUNNING");
        assertThat(rows(owner, id).values())
                .allSatisfy(row -> assertThat(row).containsEntry("attempts", 0).containsEntry("status", "SENT"));

        relay.has(Fault.NONE);
        relay.hangsUp();

        assertSentAtTheFirstAttempt(id, 6);
        awaitBlast(owner, id, blast -> blast.get("trouble") == null);
        assertThat(relay.taken()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void messageThatMayHaveArrivedIsSentAgainWithTheSameId() {
        relay.has(Fault.NEVER_ANSWERS_THE_END);
        String id = send(owner, blast("Twice", "<p>Hi</p>", people("twice", 3)));
        awaitBlast(owner, id, blast -> blast.get("trouble") != null);

        relay.has(Fault.NONE);
        relay.hangsUp();

        assertSentAtTheFirstAttempt(id, 3);
        assertThat(relay.taken()).hasSizeGreaterThan(3);
        assertThat(relay.taken().stream().distinct()).hasSize(3);
    }

    @Test
    void connectionsWhosePeerIsGoneWithoutAWordCostASecond() {
        awaitState(owner, send(owner, blast("Before", "<p>Hi</p>", people("before", 20))), "COMPLETED");
        long before = resets();
        int connections = relay.connections();
        assertThat(connections).isGreaterThan(1);

        relay.losesPower();
        String id = send(owner, blast("After", "<p>Hi</p>", people("after", 1)));
        await().until(() -> resets() > before);
        relay.hasPowerAgain();

        assertSentAtTheFirstAttempt(id, 1);
        assertThat(relay.connections()).isGreaterThan(connections);
        assertThat(EndToEnd.get(owner, id)).containsEntry("trouble", null);
    }

    @Test
    void throttlingOfTheRelayIsNobodysAttemptHoweverOften() {
        relay.has(Fault.THROTTLES);
        String id = send(owner, blast("Slowly", "<p>Hi</p>", people("slowly", 6)));

        assertSentAtTheFirstAttempt(id, 6);
        assertThat(relay.taken()).hasSize(6).doesNotHaveDuplicates();
    }

    private long resets() {
        return relay.commands().stream().filter("RSET"::equals).count();
    }

    private void assertSentAtTheFirstAttempt(String id, int people) {
        awaitState(owner, id, "COMPLETED");
        assertThat(rows(owner, id).values())
                .hasSize(people)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("attempts", 1)
                        .containsEntry("status", "DELIVERY")
                        .containsEntry("reason", null));
    }

    private static List<Map<String, String>> people(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> person(name.toLowerCase(Locale.ROOT) + i + "@x.example", "Ann"))
                .toList();
    }
}
