package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.HostileEndpoints.Endpoint;
import org.tidings.HostileEndpoints.Request;
import org.tidings.embedded.UnpackedServer;

/**
 * Hostile paths, values, bodies and held connections against the packaged application. Whatever a client sends, no response is an error of
 * ours, everybody else is served meanwhile, memory is released, and the log has no errors and no lines that a client wrote.
 */
class HostileClientsIT {

    private static final int CLIENTS = 4;
    private static final Duration HEADER_LIMIT = Duration.ofSeconds(20);
    /** Kilobytes that may be in use afterwards beyond what was before, for caches and pools. */
    private static final long GROWTH = 60 * 1024;

    /** No stack traces, and no errors but those of Vert.x about a missing host, which are followed by an empty line. */
    private static final Pattern LOG_LINE = Pattern.compile(
            "|[0-9-]{10} [0-9:,]{12} (?:(?:DEBUG|INFO|WARN) .*|ERROR \\[io\\.qu.*(?:'Host'|':authority').* is required)");

    private static final Pattern COOKIE = Pattern.compile("tidings-session=([^;]+)");

    @TempDir
    static Path folder;

    private static PackagedTidings tidings;
    private static Path log;
    private static List<Endpoint> endpoints;
    private static int smtpPort;
    private static String host;
    private static String session;
    private static String key;
    private static long heapBefore;
    private int linesBefore;

    @BeforeAll
    static void start() throws IOException {
        UnpackedServer.shareWith(folder);
        log = folder.resolve("hostile.log");
        smtpPort = ForeignMailServer.freePort();
        tidings = new PackagedTidings(
                folder,
                Map.of(
                        "tidings.feedback.smtp.port", String.valueOf(smtpPort),
                        "tidings.feedback.smtp.first-recipient", "2s",
                        "quarkus.log.file.enable", "true",
                        "quarkus.log.file.path", log.toString(),
                        "quarkus.log.file.format", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{2.}] %s%e%n"));
        tidings.start();
        host = "Host: localhost:" + tidings.port() + "\r\n";
        key = "Authorization: Bearer " + PackagedTidings.KEY + "\r\n";
        session = logIn();
        endpoints = HostileEndpoints.of(tidings.api("/q/openapi?format=json")).stream()
                .filter(endpoint -> !endpoint.path().equals("/logout")) // would end the session of the others
                .toList();
        assertThat(endpoints).hasSizeGreaterThan(120);
        heapBefore = new ProcessUsage(tidings.handle()).liveHeap();
    }

    @AfterAll
    static void stop() throws IOException {
        long heap = new ProcessUsage(tidings.handle()).liveHeap();
        tidings.close();
        assertThat(heap).isLessThan(heapBefore + GROWTH);
    }

    @BeforeEach
    void remember() throws IOException {
        linesBefore = Files.readAllLines(log).size();
    }

    @AfterEach
    void everybodyElseIsServedAndTheLogIsClean() throws IOException {
        assertServed();
        assertThat(Files.readAllLines(log).stream().skip(linesBefore))
                .allMatch(line -> LOG_LINE.matcher(line).matches());
    }

    @Test
    void everySpellingOfAPathIsRefusedWithEveryCredential() throws Exception {
        List<Request> requests = endpoints.stream()
                .flatMap(endpoint ->
                        spellings(endpoint.anyPath()).map(path -> new Request(endpoint.method(), path, "", "")))
                .toList();
        for (String credential : List.of("", session, key, session + key)) {
            assertThat(unexpected(requests, request -> credential, status -> status == 400))
                    .isEmpty();
        }
    }

    private static Stream<String> spellings(String path) {
        String rest = path.substring(1);
        return Stream.of(
                "/;x/" + rest,
                path + ";x=1",
                "//" + rest,
                "/./" + rest,
                "/x/../" + rest,
                "/%2e/" + rest,
                "/x/%2E%2e/" + rest,
                "/%2F" + rest,
                "/%5c" + rest,
                path + "%00",
                path + "%0a");
    }

    @Test
    void valuesBodiesAndIdsThatNobodyExpectsAreNoErrorsOfOurs() throws Exception {
        List<Request> requests =
                endpoints.stream().flatMap(Endpoint::hostileRequests).toList();
        assertThat(unexpected(
                        requests,
                        request -> request.path().startsWith("/api/") ? key : session,
                        status -> status >= 200 && status < 500))
                .isEmpty();
    }

    @Test
    void tooLargeBodyIsRefusedBeforeItIsSent() throws IOException {
        List<String> accepted = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            for (String credential : List.of("", endpoint.isApi() ? key : session)) {
                if (endpoint.method().equals("GET")) {
                    continue;
                }
                try (RawHttp client = new RawHttp(tidings.port())) {
                    int status = client.write(
                                    endpoint.method() + " " + endpoint.anyPath() + " HTTP/1.1\r\n" + host
                                            + credential
                                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999999999\r\n\r\n")
                            .status();
                    if (status < 300 || status >= 500) {
                        accepted.add(endpoint + " " + status);
                    }
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void chunkedBodyIsLimitedToo() throws IOException {
        byte[] chunk = ("100000\r\n" + "x".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (String path : List.of("/login", "/u/none", "/hooks/ses", "/settings", "/api/v1/blasts")) {
            try (RawHttp client = new RawHttp(tidings.port())) {
                client.write("POST " + path + " HTTP/1.1\r\n" + host + (path.startsWith("/api/") ? key : session)
                        + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int i = 0; i < 20; i++) {
                    client.writeIfOpen(chunk);
                }
                client.writeIfOpen("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.status()).as(path).isIn(RawHttp.CLOSED, 413, 415, 422);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: 5 5\r\n",
                "Content-Length : 5\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "X: 1\rTransfer-Encoding: chunked\r\n",
                "X: 1\u0000\r\n",
                "X\u0000: 1\r\n",
                "X y: 1\r\n",
                ": 1\r\n",
                "no colon\r\n",
                " folded: 1\r\n",
                "Host: evil.example\r\n"
            })
    void ambiguousHeadersNeverSmuggleASecondRequest(String headers) throws IOException {
        String smuggled = "GET /q/openapi HTTP/1.1\r\n" + host + "\r\n";
        try (RawHttp client = new RawHttp(tidings.port())) {
            client.write("POST /login HTTP/1.1\r\n" + host + headers + "\r\n0\r\n\r\n" + smuggled);
            client.endOutput();
            assertThat(client.rest()).doesNotContain("openapi:").doesNotContain("HTTP/1.1 5");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /login\r\n\r\n",
                "GET /login HTTP/9.9\r\n\r\n",
                "GET  /login  HTTP/1.1\r\n\r\n",
                "GET login HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://evil.example/login HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n",
                "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx\r\n",
                "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n"
            })
    void malformedRequestIsAnsweredOrTheConnectionClosed(String request) throws IOException {
        try (RawHttp client = new RawHttp(tidings.port())) {
            client.write(request);
            client.endOutput();
            assertThat(client.rest()).doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void upgradeToHttp2IsIgnored() throws IOException {
        try (RawHttp client = new RawHttp(tidings.port())) {
            client.write(
                    "GET /login HTTP/1.1\r\n" + host
                            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void headersAreLimited() throws IOException {
        for (String headers : List.of(
                "X: " + "x".repeat(100_000) + "\r\n",
                "X: 1\r\n".repeat(20_000),
                "Cookie: " + "a=b; ".repeat(10_000) + "\r\n")) {
            try (RawHttp client = new RawHttp(tidings.port())) {
                client.writeIfOpen(
                        ("GET /login HTTP/1.1\r\n" + host + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(client.status()).isIn(RawHttp.CLOSED, 400, 413, 431);
            }
        }
        try (RawHttp client = new RawHttp(tidings.port())) {
            assertThat(client.write("GET /" + "x".repeat(70_000) + " HTTP/1.1\r\n" + host + "\r\n")
                            .status())
                    .isEqualTo(414);
        }
    }

    @Test
    void heldConnectionsKeepNobodyOutAndAreClosed() throws IOException {
        List<RawHttp> held = new ArrayList<>();
        List<RawHttp> mail = new ArrayList<>();
        try {
            String head = "POST /login HTTP/1.1\r\n" + host
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n";
            for (int i = 0; i < 100; i++) {
                held.add(new RawHttp(tidings.port()));
                held.add(new RawHttp(tidings.port()).write(head));
                held.add(new RawHttp(tidings.port()).write(head + "\r\ne"));
                mail.add(new RawHttp(smtpPort));
            }
            RawHttp keptAlive = new RawHttp(tidings.port());
            assertThat(keptAlive
                            .write("GET /login HTTP/1.1\r\n" + host + "\r\n")
                            .status())
                    .isEqualTo(200);
            await().atMost(HEADER_LIMIT.plusSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertServed();
                        for (RawHttp client : held) {
                            client.writeIfOpen(new byte[] {'x'});
                        }
                        assertThat(held)
                                .allSatisfy(
                                        client -> assertThat(client.isOver()).isTrue());
                        assertThat(mail)
                                .allSatisfy(
                                        client -> assertThat(client.isOver()).isTrue());
                    });
            assertThat(keptAlive
                            .write("GET /login HTTP/1.1\r\n" + host + "\r\n")
                            .status())
                    .isEqualTo(200);
            keptAlive.close();
        } finally {
            for (RawHttp client : held) {
                client.close();
            }
            for (RawHttp client : mail) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<>\r\nRCPT TO:<ann@nowhere.example>\r\nDATA\r\n",
                "MAIL FROM:<a\u0000b@x.example>\r\nRCPT TO:<\r\n",
                "RCPT TO:<a@b>\r\nDATA\r\n.\r\nRSET\r\n",
                "HELO\r\nEHLO \r\nMAIL\r\nVRFY root\r\nEXPN all\r\nHELP\r\n",
                "\u00ff\u00fe\u0000\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "MAIL FROM:<>\nRCPT TO:<2026-11-27 00:00:00,000 INFO forged@x.example>\r2026-11-27 INFO forged\r\n"
            })
    void hostileMailClientIsRefused(String commands) throws IOException {
        try (RawHttp client = new RawHttp(smtpPort)) {
            client.write("EHLO mx.example\r\n").write(commands).write("QUIT\r\n");
            client.endOutput();
            assertThat(client.rest()).startsWith("220 ").doesNotContain("354 ").doesNotContain("\n250 2.0.0");
        }
    }

    @Test
    void commandOfAMailClientIsLimited() throws IOException {
        try (RawHttp client = new RawHttp(smtpPort)) {
            byte[] part = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 50; i++) {
                client.writeIfOpen(part);
            }
            client.writeIfOpen("\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.rest()).doesNotContain("\n250");
        }
    }

    /** By page, API, health and SMTP. */
    private static void assertServed() throws IOException {
        try (RawHttp client = new RawHttp(tidings.port())) {
            assertThat(client.write("GET /login HTTP/1.1\r\n" + host + "\r\n").status())
                    .isEqualTo(200);
            assertThat(client.write("GET /settings HTTP/1.1\r\n" + host + session + "\r\n")
                            .status())
                    .as("the session is still valid")
                    .isEqualTo(200);
            assertThat(client.write("GET /api/v1/blasts HTTP/1.1\r\n" + host + key + "\r\n")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(tidings.health()).contains("\"status\": \"UP\"");
        try (RawHttp client = new RawHttp(smtpPort)) {
            client.write("QUIT\r\n");
            assertThat(client.rest()).matches("(?s)(?:220|421) .*");
        }
    }

    /** The requests that got another status, sent by a few clients at the same time. */
    private static List<String> unexpected(
            List<Request> requests, Function<Request, String> credential, IntPredicate expected) throws Exception {
        Queue<Request> queue = new ConcurrentLinkedQueue<>(requests);
        Queue<String> findings = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            var unused = clients.submit(() -> {
                RawHttp client = new RawHttp(tidings.port());
                for (Request request = queue.poll(); request != null; request = queue.poll()) {
                    int status = send(client, request, credential.apply(request));
                    if (status
                            == RawHttp.CLOSED) { // after an error the server may close a connection that is kept alive
                        client.close();
                        client = new RawHttp(tidings.port());
                        status = send(client, request, credential.apply(request));
                    }
                    if (!expected.test(status)) {
                        findings.add(status + " " + request);
                    }
                }
                client.close();
                return true;
            });
        }
        clients.shutdown();
        assertThat(clients.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
        return List.copyOf(findings);
    }

    private static int send(RawHttp client, Request request, String credential) {
        String type = request.type().isEmpty() ? "" : "Content-Type: " + request.type() + "\r\n";
        String head = request.method() + " " + request.path() + " HTTP/1.1\r\n" + host + credential + type
                + "Content-Length: " + request.bytes().length + "\r\n\r\n";
        client.writeIfOpen(head.getBytes(StandardCharsets.ISO_8859_1)).writeIfOpen(request.bytes());
        return client.status();
    }

    private static String logIn() throws IOException {
        String form = "email=dana%40riverside.example&password=correct+horse+battery";
        try (RawHttp client = new RawHttp(tidings.port())) {
            String answer = client.write("POST /login HTTP/1.1\r\n" + host
                            + "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                            + form.length() + "\r\n\r\n" + form)
                    .rest();
            Matcher cookie = COOKIE.matcher(answer);
            assertThat(cookie.find()).isTrue();
            return "Cookie: tidings-session=" + cookie.group(1) + "\r\n";
        }
    }
}
