package org.tidings.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receivers that answer, refuse, hang and lie, over real sockets. */
class HookClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong written = new AtomicLong();
    private HttpServer server;
    private HookClient client;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        client = new HookClient(vertx, PATIENCE);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            requests.add(request.path() + " " + request.getHeader("webhook-id") + " " + body);
            String path = request.path();
            if (path.matches("/\\d+")) {
                request.response()
                        .setStatusCode(Integer.parseInt(path.substring(1)))
                        .putHeader("Location", "/elsewhere")
                        .end("Answer\r\nof " + path);
            } else if (path.equals("/endless")) {
                request.response().setChunked(true);
                write(request);
            } else if (path.equals("/half")) {
                request.response().setChunked(true).write("Half"); // and no more
            } else if (path.equals("/cut")) {
                request.connection().close();
            } else if (!path.equals("/silent")) {
                request.response().end("OK");
            }
        });
    }

    private void write(HttpServerRequest request) {
        if (!request.response().closed() && !request.response().ended()) {
            request.response().write("x".repeat(8_192)).onSuccess(done -> {
                written.addAndGet(8_192);
                write(request);
            });
        }
    }

    private CompletableFuture<HookClient.Answer> post(String path) {
        return post(server.actualPort(), path);
    }

    private CompletableFuture<HookClient.Answer> post(int port, String path) {
        return client.post(
                URI.create("http://crm.example:" + port + path),
                InetAddress.getLoopbackAddress(),
                Map.of("webhook-id", "msg_1"),
                "{\"a\":\"é\"}");
    }

    private static HookClient.Answer await(CompletableFuture<HookClient.Answer> answer) throws Exception {
        return answer.get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "202, true",
        "204, true",
        "301, false",
        "307, false",
        "400, false",
        "410, false",
        "500, false"
    })
    void statusDecides(int status, boolean accepted) throws Exception {
        HookClient.Answer answer = await(post("/" + status));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.isAccepted()).isEqualTo(accepted);
        assertThat(answer.isGone()).isEqualTo(status == 410);
        assertThat(requests).containsExactly("/" + status + " msg_1 {\"a\":\"é\"}"); // no redirect was followed
    }

    @Test
    void answerIsShownOnOneLine() throws Exception {
        assertThat(await(post("/500")).text()).isEqualTo("Answer of /500");
    }

    @Test
    void silentReceiverIsGivenUpInTime() throws Exception {
        assertThat(await(post("/silent"))).isEqualTo(new HookClient.Answer(0, "No answer in time"));
    }

    @Test
    void receiverThatDoesNotEndItsAnswerHasAnswered() throws Exception {
        assertThat(await(post("/half"))).isEqualTo(new HookClient.Answer(200, "Half"));
    }

    @Test
    void endlessAnswerIsCut() throws Exception {
        HookClient.Answer answer = await(post("/endless"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).hasSize(201);
        assertThat(written.get()).isLessThan(10_000_000);
    }

    @Test
    void closedAndRefusedConnectionsAreNamed() throws Exception {
        assertThat(await(post("/cut")).text()).isEqualTo("The connection failed");
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(await(post(closed, "/"))).isEqualTo(new HookClient.Answer(0, "The connection was refused"));
    }

    @Test
    void plainServerIsNoSecureOne() throws Exception {
        HookClient patient = new HookClient(vertx, Duration.ofSeconds(30));
        CompletableFuture<HookClient.Answer> answer = patient.post(
                URI.create("https://crm.example:" + server.actualPort() + "/"),
                InetAddress.getLoopbackAddress(),
                Map.of(),
                "{}");
        assertThat(answer.get(30, TimeUnit.SECONDS).text()).startsWith("No secure connection");
        patient.close();
    }

    @Test
    void manySilentReceiversDoNotHoldUpOneThatAnswers() throws Exception {
        List<CompletableFuture<HookClient.Answer>> silent =
                IntStream.range(0, 50).mapToObj(i -> post("/silent")).toList();
        assertThat(await(post("/200")).isAccepted()).isTrue();
        assertThat(silent).noneMatch(CompletableFuture::isDone);
        assertThat(silent.stream().map(CompletableFuture::join)).allMatch(answer -> answer.status() == 0);
    }
}
