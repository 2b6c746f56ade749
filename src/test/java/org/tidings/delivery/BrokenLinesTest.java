package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.ScriptedRelay;
import org.tidings.ScriptedRelay.Fault;
import org.tidings.delivery.transport.Outcome;

/** The mail client on our sockets, where connections break in ways that it would wait for ever about. */
class BrokenLinesTest {

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedRelay relay = new ScriptedRelay(0);

    @AfterEach
    void close() {
        relay.close();
        vertx.close();
    }

    @Test
    void connectionThatEndsBeforeTheGreetingIsToldAtOnce() {
        relay.has(Fault.ENDS_BEFORE_GREETING);
        Throwable failure = failure(send(client(1, Duration.ofMinutes(10))));
        assertThat(failure).isInstanceOf(SMTPException.class).hasMessageContaining(GatheringSocket.NO_GREETING);
        assertThat(TransportErrors.sentence(failure)).isEqualTo("The mail server is not answering");
    }

    /** The client listens after it has connected, on an event loop that may be another one; a near relay is quicker. */
    @Test
    void greetingThatComesBeforeAnybodyListensIsHeard() throws Exception {
        NetSocket socket = GatheringVertx.around(vertx, Duration.ofMinutes(10))
                .createNetClient(new NetClientOptions())
                .connect(relay.port(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        socket.write("NOOP\r\n");
        await().until(() -> relay.commands().contains("NOOP"));
        List<String> heard = new CopyOnWriteArrayList<>();
        socket.handler(bytes -> heard.add(bytes.toString())).closeHandler(end -> {});
        await().until(() -> String.join("", heard).lines().count() >= 2);
        assertThat(heard.get(0)).startsWith("220 ");
    }

    @Test
    void silentConnectionIsGivenUpAndItsPlaceInThePoolIsFreeAgain() throws Exception {
        MailClient client = client(1, Duration.ofSeconds(2));
        relay.has(Fault.SILENT);
        assertThat(TransportErrors.rule(failure(send(client)))).isEqualTo(Outcome.NOT_BEGUN);
        relay.has(Fault.NONE);
        finish(send(client));
        assertThat(relay.taken()).hasSize(1);
    }

    @Test
    void breakWithinTheContentIsNotTakenForAnArrival() {
        relay.has(Fault.ENDS_WITHIN_DATA);
        MailClient client = client(1, Duration.ofMinutes(10));
        assertThat(TransportErrors.rule(failure(send(client, 1_000_000)))).isEqualTo("transport");
    }

    @Test
    void breakAfterTheEndMayHaveArrived() {
        relay.has(Fault.NEVER_ANSWERS_THE_END);
        Future<?> sending = send(client(1, Duration.ofMinutes(10)));
        await().until(() -> relay.taken().size() == 1);
        relay.hangsUp();
        assertThat(TransportErrors.rule(failure(sending))).isEqualTo(Outcome.UNANSWERED);
    }

    /** Far from the ten minutes that the message may take. */
    @Test
    void restingConnectionsWhosePeerIsGoneAreReplaced() throws Exception {
        MailClient client = client(10, Duration.ofMinutes(10));
        List<Future<?>> all =
                IntStream.range(0, 10).<Future<?>>mapToObj(i -> send(client)).toList();
        for (Future<?> sending : all) {
            finish(sending);
        }
        assertThat(relay.connections()).isEqualTo(10);
        relay.losesPower();
        Future<?> sending = send(client);
        await().until(() -> relay.commands().contains("RSET"));
        relay.hasPowerAgain();
        finish(sending);
        assertThat(relay.taken()).hasSize(11);
    }

    private MailClient client(int connections, Duration sendTimeout) {
        MailConfig config =
                new MailConfig().setHostname("127.0.0.1").setPort(relay.port()).setMaxPoolSize(connections);
        return MailClient.create(GatheringVertx.around(vertx, sendTimeout), config);
    }

    private static Future<?> send(MailClient client) {
        return send(client, 100);
    }

    private static Future<?> send(MailClient client, int lines) {
        return client.sendMail(
                new MailMessage().setFrom("a@x.example").setTo("b@x.example").setText("Hello\n".repeat(lines)));
    }

    private static void finish(Future<?> sending) throws Exception {
        sending.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Throwable failure(Future<?> sending) {
        try {
            finish(sending);
        } catch (ExecutionException failure) {
            return failure.getCause();
        } catch (Exception other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("It was sent");
    }
}
