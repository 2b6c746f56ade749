package org.tidings.blast.linkcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.platform.PublicAddress;
import org.tidings.platform.dns.DnsServer;
import org.tidings.platform.dns.HostAddresses;
import org.xbill.DNS.Rcode;

/** Links as a real web server and a real name server answer them. */
class LinkProbeTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private DnsServer dns;
    private HttpServer web;
    private LinkProbe probe;

    @BeforeEach
    void start() throws Exception {
        dns = DnsServer.start();
        dns.with("river.example", "A", "127.0.0.1");
        web = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        probe = new LinkProbe(
                vertx,
                new HostAddresses(dns.client(), InetAddress::isLoopbackAddress),
                port -> port == web.actualPort());
    }

    @AfterEach
    void stop() throws Exception {
        probe.close();
        dns.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void answer(HttpServerRequest request) {
        requests.add(request.method() + " " + request.getHeader("Host") + request.path());
        String path = request.path();
        if (path.startsWith("/to/")) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", request.query())
                    .end();
        } else if (path.equals("/get-only") && !request.method().equals(HttpMethod.GET)) {
            request.response().setStatusCode(404).end();
        } else if (path.equals("/huge")) {
            request.response().setChunked(true).write("x".repeat(100_000)); // never ends
        } else if (path.matches("/\\d+")) {
            request.response()
                    .setStatusCode(Integer.parseInt(path.substring(1)))
                    .end();
        } else if (!path.equals("/silent")) {
            request.response().end("Hello");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, WORKS",
        "/get-only, WORKS",
        "/huge, WORKS",
        "/404, NO_SUCH_PAGE",
        "/410, NO_SUCH_PAGE",
        "/401, NEEDS_LOGIN",
        "/403, UNKNOWN",
        "/429, UNKNOWN",
        "/500, UNKNOWN",
        "/to/x?/404, NO_SUCH_PAGE",
        "/to/x?/, WORKS",
        "/to/x?https://accounts.google.com/ServiceLogin, NEEDS_LOGIN",
        "/to/x?ftp://river.example/, UNKNOWN",
        "/to/x?http://[/, UNKNOWN"
    })
    void statusDecides(String path, LinkState state) {
        assertThat(probe.check(url("river.example", path))).isEqualTo(state);
    }

    @Test
    void redirectsToThemselvesEnd() {
        assertThat(probe.check(url("river.example", "/to/x?/to/x"))).isEqualTo(LinkState.UNKNOWN);
        assertThat(requests).hasSizeLessThan(15);
    }

    @Test
    void redirectToAPrivateNetworkIsNotFollowed() {
        dns.with("inside.example", "A", "10.0.0.1");
        assertThat(probe.check(url("river.example", "/to/x?http://inside.example/secret")))
                .isEqualTo(LinkState.PRIVATE_NETWORK);
    }

    @Test
    void hostWithAPublicAndAPrivateAddressIsNotContacted() {
        dns.with("both.example", "A", "127.0.0.1").with("both.example", "AAAA", "fc00::1");
        assertThat(probe.check(url("both.example", "/"))).isEqualTo(LinkState.PRIVATE_NETWORK);
        assertThat(requests).isEmpty();
    }

    @Test
    void nameIsLookedUpOnceForEachRequestAndTheServerSeesIt() {
        assertThat(probe.check(url("river.example", "/"))).isEqualTo(LinkState.WORKS);
        assertThat(requests).containsExactly("HEAD river.example:" + web.actualPort() + "/");
        assertThat(dns.questions()).isEqualTo(2); // A and AAAA
    }

    @Test
    void hostThatDoesNotExistIsToldFromAFailure() {
        dns.failing("broken.example", Rcode.SERVFAIL);
        assertThat(probe.check("https://nowhere.example/")).isEqualTo(LinkState.NO_SUCH_HOST);
        assertThat(probe.check("https://broken.example/")).isEqualTo(LinkState.UNKNOWN);
    }

    @Test
    void serverThatDoesNotAnswerIsUnknown() {
        assertThat(probe.check(url("river.example", "/silent"))).isEqualTo(LinkState.UNKNOWN);
    }

    @Test
    void otherPortsAreNotTried() {
        assertThat(probe.check("http://river.example:25/")).isEqualTo(LinkState.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://127.0.0.1/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://0.0.0.0/",
                "http://169.254.169.254/latest/meta-data/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://printer.local/",
                "http://intranet/",
                "http://nas.lan./",
                "http://user@10.0.0.1/"
            })
    void privatePlacesAreNeverContacted(String url) throws IOException {
        LinkProbe real = new LinkProbe(vertx, new HostAddresses(dns.client(), PublicAddress::is), port -> true);
        assertThat(real.check(url)).isEqualTo(LinkState.PRIVATE_NETWORK);
        assertThat(dns.questions()).isZero();
        real.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "mailto:a@river.example", "//river.example/", "https://river.example/a b"})
    void whatIsNoAddressOfTheWebIsUnknown(String url) {
        assertThat(probe.check(url)).isEqualTo(LinkState.UNKNOWN);
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + web.actualPort() + path;
    }
}
