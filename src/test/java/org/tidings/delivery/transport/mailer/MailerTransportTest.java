package org.tidings.delivery.transport.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.ScriptedRelay;
import org.tidings.ScriptedRelay.Fault;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.diagnosis.Verdict;

/** The mail client on real sockets, where relays reply, refuse, are silent and break connections. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailerTransportTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final ScriptedRelay relay = new ScriptedRelay(0);
    private @Nullable MailerTransport transport;
    private @Nullable TransportConnection connection;

    @AfterEach
    void close() {
        if (connection != null) {
            connection.close();
        }
        if (transport != null) {
            transport.close();
        }
        relay.close();
    }

    @Test
    void messagesAreSentInOrderOnOneConnection() {
        List<Outcome> outcomes = send(open(LONG), 5);
        assertThat(outcomes).hasSize(5).allSatisfy(MailerTransportTest::isAccepted);
        assertThat(relay.taken())
                .containsExactly(
                        "<p0@x.example>", "<p1@x.example>", "<p2@x.example>", "<p3@x.example>", "<p4@x.example>");
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void nextMessageIsTakenOnlyAfterTheOutcomeOfTheFirst() {
        relay.has(Fault.NEVER_ANSWERS_THE_END);
        TransportConnection open = open(LONG);
        Queue<OutboundMessage> messages = messages(2);
        List<Outcome> outcomes = new ArrayList<>();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(
                () -> open.send(messages::poll, (message, outcome) -> outcomes.add(outcome)));
        await().until(() -> relay.taken().size() == 1);
        assertThat(messages).hasSize(1);
        assertThat(relay.commands().stream().filter(line -> line.startsWith("MAIL")))
                .hasSize(1);
        relay.has(Fault.NONE);
        relay.hangsUp();
        sending.join();
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).mayHaveArrived()).isTrue();
        assertThat(messages).hasSize(1);
    }

    @Test
    void closingSaysQuit() {
        send(open(LONG), 1);
        connection.close();
        await().until(() -> relay.commands().contains("QUIT"));
    }

    @Test
    void closedConnectionConnectsAgain() {
        send(open(LONG), 1);
        connection.close();
        isAccepted(send(connection, 1).get(0));
        assertThat(relay.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, relay",
        "ENDS_BEFORE_GREETING, relay",
        "SAYS_421_AT_GREETING, relay",
        "SAYS_454_AT_SENDER, relay",
        "NEVER_ANSWERS_DATA, transport",
        "NEVER_ANSWERS_THE_END, unanswered"
    })
    void failureIsThatOfTheTransportAndTheNextMessageConnectsAgain(Fault fault, String rule) {
        relay.has(fault);
        TransportConnection open = open(Duration.ofSeconds(2));
        Outcome outcome = send(open, 1).get(0);
        assertThat(outcome.diagnosis().verdict()).isEqualTo(Verdict.TRANSPORT);
        assertThat(outcome.diagnosis().ruleId()).isEqualTo(rule);
        relay.has(Fault.NONE);
        isAccepted(send(open, 1).get(0));
    }

    @Test
    void replyWithoutTextIsAnAcceptance() {
        relay.has(Fault.SAYS_CODES_ONLY);
        assertThat(send(open(LONG), 3)).allSatisfy(MailerTransportTest::isAccepted);
        assertThat(relay.taken()).hasSize(3);
    }

    @Test
    void nothingLeavesWithoutTheEncryptionThatIsRequired() {
        relay.has(Fault.OFFERS_NO_STARTTLS);
        Outcome outcome = send(open(config().setStarttls(StartTLSOptions.REQUIRED), LONG), 1)
                .get(0);
        assertThat(outcome.diagnosis().verdict()).isEqualTo(Verdict.TRANSPORT);
        assertThat(outcome.diagnosis().sentence())
                .startsWith("The mail server does not support STARTTLS, which the settings require");
        assertThat(relay.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void breakWithinTheContentIsNotTakenForAnArrival() {
        relay.has(Fault.ENDS_WITHIN_DATA);
        Outcome outcome = send(open(LONG), TestMessage.to("cut@x.example", "Hello\n".repeat(200_000), List.of()));
        assertThat(outcome.diagnosis().ruleId()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void noMoreMessagesAreTakenAfterAFailure() {
        relay.has(Fault.ENDS_BEFORE_GREETING);
        Queue<OutboundMessage> messages = messages(5);
        List<Outcome> outcomes = new ArrayList<>();
        open(LONG).send(messages::poll, (message, outcome) -> outcomes.add(outcome));
        assertThat(outcomes).hasSize(1).allSatisfy(outcome -> {
            assertThat(outcome.diagnosis().ruleId()).isEqualTo(Outcome.NOT_BEGUN);
            assertThat(outcome.diagnosis().sentence()).isEqualTo("The mail server is not answering");
        });
        assertThat(messages).hasSize(4);
    }

    @Test
    void refusalOfARecipientIsAnAnswerAboutTheMessage() {
        relay.has(Fault.SAYS_421_AT_RECIPIENT);
        Outcome outcome = send(open(LONG), 1).get(0);
        assertThat(outcome.isAnswer()).isTrue();
        assertThat(outcome.text()).isEqualTo("421 4.3.2 Service shutting down");
    }

    /** Far from the ten minutes that the message may take. */
    @Test
    void idleConnectionWhosePeerIsGoneIsReplaced() {
        TransportConnection open = open(LONG);
        send(open, 1);
        relay.losesPower();
        CompletableFuture<List<Outcome>> sending = CompletableFuture.supplyAsync(() -> send(open, 1));
        await().until(() -> relay.commands().contains("RSET"));
        relay.hasPowerAgain();
        isAccepted(sending.join().get(0));
        assertThat(relay.connections()).isEqualTo(2);
    }

    @Test
    void connectionThatEndsWhileIdleIsReplaced() {
        TransportConnection open = open(LONG);
        send(open, 1);
        relay.hangsUp();
        isAccepted(send(open, 1).get(0));
    }

    @Test
    void thousandsOfLinesAndDotsArriveWhole() {
        String text = "line\n.\n..dots\n".repeat(20_000);
        isAccepted(send(open(LONG), TestMessage.to("long@x.example", text, List.of())));
        assertThat(relay.taken()).containsExactly("<long@x.example>");
    }

    @Test
    void messageThatCannotBeRenderedHasAnOutcomeAndOthersGoOn() {
        Queue<OutboundMessage> messages = new ArrayDeque<>();
        messages.add(() -> {
            throw new IllegalStateException("no such field");
        });
        messages.add(TestMessage.to("next@x.example"));
        List<Outcome> outcomes = new ArrayList<>();
        open(LONG).send(messages::poll, (message, outcome) -> outcomes.add(outcome));
        assertThat(outcomes.get(0).diagnosis().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(outcomes.get(0).diagnosis().ruleId()).isEqualTo("rendering");
        isAccepted(outcomes.get(1));
    }

    @Test
    void exceptionOfTheSourceIsThrownAfterTheOutcomeOfTheMessageBefore() {
        Queue<OutboundMessage> messages = messages(1);
        List<Outcome> outcomes = new ArrayList<>();
        TransportConnection open = open(LONG);
        assertThatThrownBy(() -> open.send(messages::remove, (message, outcome) -> outcomes.add(outcome)))
                .isInstanceOf(java.util.NoSuchElementException.class);
        assertThat(outcomes).hasSize(1);
        isAccepted(outcomes.get(0));
    }

    private MailConfig config() {
        return new MailConfig().setHostname("127.0.0.1").setPort(relay.port());
    }

    private TransportConnection open(Duration sendTimeout) {
        return open(config(), sendTimeout);
    }

    private TransportConnection open(MailConfig config, Duration sendTimeout) {
        transport = new MailerTransport(config, sendTimeout);
        connection = transport.open();
        return connection;
    }

    private static List<Outcome> send(TransportConnection connection, int count) {
        Queue<OutboundMessage> messages = messages(count);
        List<Outcome> outcomes = new ArrayList<>();
        connection.send(messages::poll, (message, outcome) -> outcomes.add(outcome));
        return outcomes;
    }

    private static Outcome send(TransportConnection connection, OutboundMessage message) {
        Queue<OutboundMessage> messages = new ArrayDeque<>(List.of(message));
        List<Outcome> outcomes = new ArrayList<>();
        connection.send(messages::poll, (sent, outcome) -> outcomes.add(outcome));
        return outcomes.get(0);
    }

    private static Queue<OutboundMessage> messages(int count) {
        Queue<OutboundMessage> messages = new ArrayDeque<>();
        IntStream.range(0, count).forEach(i -> messages.add(TestMessage.to("p" + i + "@x.example")));
        return messages;
    }

    private static void isAccepted(Outcome outcome) {
        assertThat(outcome.diagnosis().verdict()).as(outcome.text()).isEqualTo(Verdict.DELIVERED);
    }
}
