package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestCertificate;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.smtp.SmtpPeer.Script;
import org.tidings.delivery.transport.smtp.SmtpSettings.Login;
import org.tidings.delivery.transport.smtp.SmtpSettings.StartTls;

/** Sessions from the greeting to the login. */
class SmtpSessionTest {

    private static final List<String> ACCEPTED = List.of("a DELIVERED accepted");

    private static TestCertificate certificate;

    @BeforeAll
    static void makeCertificate() {
        certificate = TestCertificate.make();
    }

    @Test
    void greetingOfSeveralLinesIsRead() throws Exception {
        assertAccepted(Script.pipelining().on("connect", "220-peer.example ESMTP\r\n220-no spam\r\n220 please"));
    }

    @Test
    void repliesWithoutTextAreRead() throws Exception {
        assertAccepted(Script.pipelining()
                .on("connect", "220")
                .on("MAIL", "250")
                .on("RCPT", "250")
                .on("DATA", "354")
                .on(".", "250"));
        assertAccepted(Script.pipelining().on(".", "250 "));
    }

    @Test
    void repliesWithBareLineFeedsAreRead() throws Exception {
        assertAccepted(Script.pipelining()
                .on("connect", "220-one\\n220 two")
                .on("EHLO", "250-peer.example\\n250-PIPELINING\\n250 SIZE 0")
                .on("RCPT", "250-ok\\n250 ok"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "421 4.3.2 Too many connections",
                "554 5.7.1 No mail from you",
                "421-4.3.2 Too many\r\n421 4.3.2 connections"
            })
    void refusingGreetingIsAboutTheRelay(String greeting) throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on("connect", greeting + SmtpPeer.AND_CLOSE));
                Client client = new Client(peer)) {
            Outcome outcome = client.send("a@x.example", "b@x.example").get(0).outcome();
            assertThat(outcome.diagnosis().ruleId()).isEqualTo(Outcome.NOT_BEGUN);
            assertThat(outcome.diagnosis().sentence())
                    .startsWith("The mail server rejected the connection: " + greeting.substring(0, 3));
            assertThat(outcome.isAnswer()).isFalse();
        }
    }

    @Test
    void oldServerIsGreetedWithHelo() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on("EHLO", "502 5.5.2 Unknown command"));
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands())
                    .startsWith("EHLO client.example", "HELO client.example", "MAIL FROM:<b+1@bounces.example>");
        }
    }

    @Test
    void capabilitiesAreFoundWhereTheServerLeavesOutItsName() throws Exception {
        Script script =
                new Script().on("EHLO", "250-AUTH PLAIN\r\n250 8BITMIME").on("AUTH", "235 2.7.0 Welcome");
        assertLogin(script, "AUTH PLAIN " + base64("\0studio\0sesame"));
    }

    @Test
    void nobodyListeningIsAboutTheRelay() throws Exception {
        // bound, so that no other test gets the port, and not listening
        try (Socket unanswered = new Socket()) {
            unanswered.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Client client = new Client("127.0.0.1", unanswered.getLocalPort())) {
                assertRelayFailure(client, RelayErrors.NO_ANSWER);
            }
        }
    }

    @Test
    void unknownHostIsAboutTheRelay() {
        try (Client client = new Client("relay.invalid", 25)) {
            assertRelayFailure(client, "The name of the mail server cannot be resolved: relay.invalid");
        }
    }

    @Test
    void everythingAfterStartTlsIsEncrypted() throws Exception {
        Script script = Script.announcing("STARTTLS").tls(certificate.server());
        script.on("EHLO", "250-peer.example\r\n250 STARTTLS", "250-peer.example\r\n250 PIPELINING");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = trusting(new Client(peer).startTls(StartTls.REQUIRED))) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands())
                    .startsWith(
                            "EHLO client.example",
                            "STARTTLS",
                            "EHLO client.example",
                            "MAIL FROM:<b+1@bounces.example>");
        }
    }

    @Test
    void capabilitiesFromBeforeTlsDoNotCount() throws Exception {
        Script script = new Script()
                .tls(certificate.server())
                .on("EHLO", "250-peer.example\r\n250-STARTTLS\r\n250 AUTH PLAIN", "250 peer.example");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = trusting(new Client(peer)).login(Login.NONE, "studio", "sesame")) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void clearTextBehindTheReplyToStartTlsIsAnAttack() throws Exception {
        Script script = Script.announcing("STARTTLS").on("STARTTLS", "220 go ahead\r\n250 AUTH PLAIN");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = trusting(new Client(peer).startTls(StartTls.REQUIRED))) {
            assertRelayFailure(client, RelayErrors.UNASKED);
        }
    }

    @Test
    void startTlsIsMissedOnlyWhereItIsRequired() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client strict = new Client(peer).startTls(StartTls.REQUIRED);
                Client lenient = new Client(peer).startTls(StartTls.OPTIONAL)) {
            assertRelayFailure(strict, RelayErrors.NO_STARTTLS);
            assertThat(lenient.verdicts("a@x.example")).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void startTlsIsNotUsedWhereItIsDisabled() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("STARTTLS"));
                Client client = new Client(peer).startTls(StartTls.DISABLED)) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void refusedStartTlsIsAboutTheRelay() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("STARTTLS").on("STARTTLS", "454 4.7.0 Not now"));
                Client client = new Client(peer)) {
            assertRelayFailure(client, "The mail server rejected the connection: 454 4.7.0 Not now");
        }
    }

    @Test
    void tlsFromTheStartEncryptsTheGreeting() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().implicitTls(certificate.server()));
                Client client = trusting(new Client(peer).tls())) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void certificateThatIsNotTrustedIsRefused(boolean implicit) throws Exception {
        Script script = Script.announcing("STARTTLS").tls(certificate.server());
        try (SmtpPeer peer = new SmtpPeer(implicit ? script.implicitTls(certificate.server()) : script);
                Client client = implicit ? new Client(peer).tls() : new Client(peer)) {
            assertRelayFailure(client, "The encrypted connection to the mail server failed");
            assertThat(peer.commands()).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        Script script = Script.announcing("STARTTLS").tls(certificate.server());
        try (SmtpPeer peer = new SmtpPeer(script);
                Client strict = trusting(new Client("127.0.0.2", peer.port()));
                Client lenient = new Client("127.0.0.2", peer.port())
                        .trusting(new TlsClient(trust(), false, List.of(), List.of()))) {
            assertRelayFailure(strict, "The encrypted connection to the mail server failed");
            assertThat(lenient.verdicts("a@x.example")).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void loginByPlain() throws Exception {
        assertLogin(
                Script.announcing("AUTH PLAIN LOGIN").on("AUTH", "235 2.7.0 Welcome"),
                "AUTH PLAIN " + base64("\0studio\0sesame"));
    }

    @Test
    void loginByLogin() throws Exception {
        assertLogin(
                Script.announcing("AUTH=LOGIN")
                        .on("AUTH", "334 " + base64("Username:"))
                        .on(base64("studio"), "334 " + base64("Password:"))
                        .on(base64("sesame"), "235 2.7.0 Welcome"),
                "AUTH LOGIN",
                base64("studio"),
                base64("sesame"));
    }

    /** The example of RFC 2195, section 2. */
    @Test
    void loginByCramMd5() throws Exception {
        String answer = base64("tim b913a602c7eda7a495b4e6e7334d3890");
        Script script = Script.announcing("AUTH PLAIN CRAM-MD5")
                .on("AUTH", "334 " + base64("<1896.697170952@postoffice.reston.mci.net>"))
                .on(answer, "235 2.7.0 Welcome");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer).login(Login.REQUIRED, "tim", "tanstaaftanstaaf")) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands()).contains("AUTH CRAM-MD5", answer);
        }
    }

    @Test
    void loginByXoauth2() throws Exception {
        String initial = "AUTH XOAUTH2 " + base64("user=studio\1auth=Bearer token\1\1");
        Script script = Script.announcing("AUTH PLAIN XOAUTH2").on("AUTH", "235 2.7.0 Welcome");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer).login(Login.XOAUTH2, "studio", "token")) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands()).contains(initial);
        }
        Script refusing = Script.announcing("AUTH XOAUTH2")
                .on("AUTH", "334 " + base64("{\"status\":\"401\"}"))
                .on("", "535 5.7.8 Token expired");
        try (SmtpPeer peer = new SmtpPeer(refusing);
                Client client = new Client(peer).login(Login.XOAUTH2, "studio", "token")) {
            assertRelayFailure(client, "The mail server rejected the connection: 535 5.7.8 Token expired");
        }
    }

    @Test
    void onlyAllowedMechanismsAreUsed() throws Exception {
        Script script = Script.announcing("AUTH CRAM-MD5 PLAIN").on("AUTH", "235 2.7.0 Welcome");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer).login(Login.REQUIRED, "studio", "sesame", "PLAIN", "LOGIN")) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands()).noneMatch(command -> command.contains("CRAM"));
        }
    }

    @Test
    void refusedMechanismIsFollowedByTheNextAndNotTriedAgain() throws Exception {
        Script script =
                Script.announcing("AUTH CRAM-MD5 PLAIN").on("AUTH", "504 5.5.4 Not this one", "235 2.7.0 Welcome");
        Script second = Script.announcing("AUTH CRAM-MD5 PLAIN").on("AUTH", "235 2.7.0 Welcome");
        try (SmtpPeer peer = new SmtpPeer(script, second);
                Client client = new Client(peer)
                        .login(Login.REQUIRED, "studio", "sesame")
                        .perConnection(1)) {
            assertThat(client.verdicts("a@x.example", "b@x.example")).contains("b DELIVERED accepted");
            assertThat(peer.commands().stream().filter(command -> command.startsWith("AUTH CRAM")))
                    .hasSize(1);
        }
    }

    @Test
    void refusedLoginIsAboutTheRelay() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("AUTH PLAIN").on("AUTH", "535 5.7.8 Wrong"));
                Client client = new Client(peer).login(Login.NONE, "studio", "sesame")) {
            assertRelayFailure(client, "The mail server rejected the connection: 535 5.7.8 Wrong");
        }
    }

    @Test
    void missingLoginMattersOnlyWhereItIsRequired() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client lenient = new Client(peer).login(Login.NONE, "studio", "sesame");
                Client disabled = new Client(peer).login(Login.DISABLED, "studio", "sesame");
                Client nameless = new Client(peer).login(Login.REQUIRED, null, null);
                Client strict = new Client(peer).login(Login.REQUIRED, "studio", "sesame")) {
            assertThat(lenient.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(disabled.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertRelayFailure(strict, "The mail server offers no login that the settings allow");
            assertRelayFailure(nameless, "The settings require a login to the mail server but have no username");
        }
    }

    @Test
    void endlessChallengesAreCutShort() throws Exception {
        Script script = Script.announcing("AUTH PLAIN").on("AUTH", "334 ").on("", "334 ");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer).login(Login.NONE, "studio", "sesame")) {
            assertRelayFailure(client, RelayErrors.UNASKED);
        }
    }

    private static void assertLogin(Script script, String... commands) throws Exception {
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer).login(Login.REQUIRED, "studio", "sesame")) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
            assertThat(peer.commands()).containsSubsequence(commands);
        }
    }

    private static void assertAccepted(Script script) throws Exception {
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example")).isEqualTo(ACCEPTED);
        }
    }

    private static void assertRelayFailure(Client client, String sentence) {
        List<Client.Sent> sent = client.send("a@x.example", "b@x.example");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).outcome().diagnosis().ruleId()).isEqualTo(Outcome.NOT_BEGUN);
        assertThat(sent.get(0).outcome().diagnosis().sentence()).startsWith(sentence);
    }

    private static Client trusting(Client client) throws Exception {
        return client.trusting(new TlsClient(trust(), true, List.of(), List.of()));
    }

    private static SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = java.nio.file.Files.newInputStream(certificate.pem())) {
            X509Certificate trusted =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setCertificateEntry("relay", trusted);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
