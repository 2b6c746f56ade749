package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of requests that anybody may send. */
@QuarkusTest
class PublicBodiesTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @TestHTTPResource
    URI home;

    @ParameterizedTest
    @CsvSource({
        "/login, application/x-www-form-urlencoded",
        "/logout, application/x-www-form-urlencoded",
        "/setup, application/x-www-form-urlencoded",
        "/u/1, multipart/form-data; boundary=x",
        "/v/1, text/plain",
        "/a/1, text/plain",
        "/o/1.gif, text/plain",
        "/hooks/ses, application/json"
    })
    void largeBodyIsRefusedBeforeItIsSent(String path, String type) throws IOException {
        try (Socket socket = connect()) {
            write(socket, head(path, "Content-Type: " + type + "\r\nContent-Length: 100000000\r\n"));
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void chunkedBodyIsLimitedToo() throws IOException {
        try (Socket socket = connect()) {
            write(socket, head("/login", FORM + "Transfer-Encoding: chunked\r\n"));
            write(socket, "5000\r\n" + "x".repeat(0x5000) + "\r\n");
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void clientThatAsksFirstIsToldToContinue() throws IOException {
        try (Socket socket = connect()) {
            String form = "email=nobody%40x.example&password=wrong";
            write(socket, head("/login", FORM + "Expect: 100-continue\r\nContent-Length: " + form.length() + "\r\n"));
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
        }
    }

    @Test
    void completeBodyIsAnswered() throws IOException {
        try (Socket socket = connect()) {
            String form = "email=nobody%40x.example&password=wrong";
            write(socket, head("/login", FORM + "Content-Length: " + form.length() + "\r\n"));
            write(socket, form);
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    @Test
    void heldBodiesOccupyNoWorkersAndOneAddressHoldsOnlySome() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket socket = connect();
                held.add(socket);
                write(socket, head("/login", FORM + "Content-Length: 100\r\n") + "e");
            }
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(get("/login")).matches("HTTP/1.1 (200|303) .*"));
            assertThat(statusLine(held.get(249))).isEqualTo("HTTP/1.1 429 Too Many Requests");
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void requestWithoutALoginIsRefusedBeforeItsBodyIsRead() throws IOException {
        for (String path : new String[] {"/blasts/new", "/blasts/1/images", "/invalid/import", "/api/v1/blasts"}) {
            try (Socket socket = connect()) {
                write(
                        socket,
                        head(path, "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000000\r\n"));
                assertThat(statusLine(socket)).as(path).matches("HTTP/1.1 (401|415) .*");
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(home.getHost(), home.getPort());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private String get(String path) throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: " + home.getAuthority() + "\r\nConnection: close\r\n\r\n");
            return statusLine(socket);
        }
    }

    private String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + home.getAuthority() + "\r\n" + headers + "\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String statusLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet >= 0 && octet != '\r';
                octet = socket.getInputStream().read()) {
            line.append((char) octet);
        }
        return line.toString();
    }
}
