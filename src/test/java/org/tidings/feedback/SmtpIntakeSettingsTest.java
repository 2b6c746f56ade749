package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.blast.MailConfig;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class SmtpIntakeSettingsTest {

    @Inject
    MailConfig mail;

    @Inject
    PlatformConfig platform;

    @Inject
    InboundMailReader reader;

    @Inject
    Feedback feedback;

    @Inject
    MailedPeople people;

    @Inject
    TestClock clock;

    private @Nullable SmtpIntake intake;

    @AfterEach
    void stop() {
        clock.reset();
        if (intake != null) {
            intake.stop(new ShutdownEvent());
        }
    }

    @Test
    void startTlsIsOfferedWithAKeyStore(@TempDir Path folder) throws Exception {
        Path keyStore = folder.resolve("keys.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tidings",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keyStore.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        int port = listen(new Settings(-1, 10, Duration.ofMinutes(1), Optional.of(keyStore)));
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        settings.put("mail.smtp.port", String.valueOf(port));
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.trust", "*");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("ann@x.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(people.unsubscribeAddress(ann)));
        message.setText("unsubscribe");
        Transport.send(message);
        assertThat(people.unsubscribed(ann)).isTrue();
    }

    @Test
    void startTlsIsNotOfferedWithoutOne() throws Exception {
        int port = listen(new Settings(-1, 10, Duration.ofMinutes(1), Optional.empty()));
        try (Peer peer = Peer.bouncing(port)) {
            assertThat(peer.say("STARTTLS")).startsWith("454");
        }
    }

    @Test
    void excessConnectionIsRejectedTemporarily() throws Exception {
        int port = listen(new Settings(-1, 2, Duration.ofMinutes(1), Optional.empty()));
        try (Peer first = new Peer(port);
                Peer second = new Peer(port)) {
            assertThat(first.answer()).startsWith("220");
            assertThat(second.answer()).startsWith("220");
            try (Peer third = new Peer(port)) {
                assertThat(third.answer()).startsWith("421");
            }
        }
    }

    @Test
    void idleConnectionIsClosed() throws Exception {
        int port = listen(new Settings(-1, 2, Duration.ofSeconds(1), Optional.empty()));
        try (Peer silent = new Peer(port)) {
            assertThat(silent.answer()).startsWith("220");
            assertThat(silent.answer()).startsWith("421");
        }
    }

    @Test
    void activeConnectionIsClosedAfterItsMaximumDuration() throws Exception {
        int port = listen(new Settings(-1, 2, Duration.ofMinutes(1), Optional.empty()));
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer chatty = Peer.bouncing(port)) {
            assertThat(chatty.say("RCPT TO:<" + people.returnPath(ann) + ">")).startsWith("250");
            clock.advance(Duration.ofMinutes(4));
            Objects.requireNonNull(intake).closeExpired();
            assertThat(chatty.say("NOOP")).startsWith("250");
            clock.advance(Duration.ofMinutes(2));
            Objects.requireNonNull(intake).closeExpired();
            assertThat(chatty.answer()).isEqualTo("closed");
        }
    }

    @Test
    void connectionWithoutAValidRecipientIsClosedAfterHalfAMinute() throws Exception {
        int port = listen(new Settings(-1, 4, Duration.ofMinutes(1), Optional.empty()));
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer silent = new Peer(port);
                Peer guessing = Peer.bouncing(port);
                Peer bouncing = Peer.bouncing(port)) {
            assertThat(silent.answer()).startsWith("220");
            assertThat(guessing.say("RCPT TO:<b+aaaaaaaaaaaaaaaaaaaaaaaaaaaa@news.example>"))
                    .startsWith("550");
            assertThat(bouncing.say("RCPT TO:<" + people.returnPath(ann) + ">")).startsWith("250");
            clock.advance(Duration.ofSeconds(25));
            Objects.requireNonNull(intake).closeExpired();
            assertThat(guessing.say("NOOP")).startsWith("250");
            clock.advance(Duration.ofSeconds(6));
            Objects.requireNonNull(intake).closeExpired();
            for (Peer peer : List.of(silent, guessing)) {
                assertThat(peer.answer()).startsWith("421 4.4.2");
                assertThat(peer.answer()).isEqualTo("closed");
            }
            assertThat(bouncing.data("Subject: hello\r\n\r\nAway.")).startsWith("250");
        }
    }

    /** Connections are accepted by several threads: this one is in its place when the next begins. */
    private static Peer greeted(int port) throws IOException {
        Peer peer = new Peer(port);
        assertThat(peer.answer()).startsWith("220");
        return peer;
    }

    @Test
    void idleConnectionsDoNotKeepANewHostOut() throws Exception {
        int port = listen(new Settings(-1, 3, Duration.ofMinutes(1), Optional.empty()));
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer bouncing = Peer.bouncing(port)) {
            assertThat(bouncing.say("RCPT TO:<" + people.returnPath(ann) + ">")).startsWith("250");
            try (Peer first = greeted(port);
                    Peer second = greeted(port)) {
                try (Peer sameHost = new Peer(port)) {
                    assertThat(sameHost.answer()).startsWith("421");
                }
                try (Peer newHost = new Peer(port, "127.0.0.2")) {
                    assertThat(newHost.answer()).startsWith("220");
                    try (Peer again = new Peer(port, "127.0.0.2")) {
                        assertThat(again.answer()).startsWith("421");
                    }
                    assertThat(first.answer()).startsWith("421 4.3.2");
                    assertThat(first.answer()).isEqualTo("closed");
                    assertThat(second.say("NOOP")).startsWith("250");
                }
            }
            assertThat(bouncing.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void connectionsWithAValidRecipientAreNotClosedForANewHost() throws Exception {
        int port = listen(new Settings(-1, 1, Duration.ofMinutes(1), Optional.empty()));
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer bouncing = Peer.bouncing(port)) {
            assertThat(bouncing.say("RCPT TO:<" + people.returnPath(ann) + ">")).startsWith("250");
            try (Peer newHost = new Peer(port, "127.0.0.2")) {
                assertThat(newHost.answer()).startsWith("421");
            }
            assertThat(bouncing.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void usedPortDoesNotStopTheApplication() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThat(listen(new Settings(other.getLocalPort(), 10, Duration.ofMinutes(1), Optional.empty())))
                    .isZero();
        }
    }

    @Test
    void portZeroDisablesTheListener() {
        assertThat(listen(new Settings(0, 10, Duration.ofMinutes(1), Optional.empty())))
                .isZero();
    }

    private int listen(SmtpIntakeConfig config) {
        SmtpIntake started = new SmtpIntake(config, mail, platform, reader, feedback, clock);
        intake = started;
        started.start(new StartupEvent());
        return started.port();
    }

    private record Settings(int port, int connections, Duration idle, Optional<Path> keyStore)
            implements SmtpIntakeConfig {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public MemorySize maxMessage() {
            return new MemorySize(BigInteger.valueOf(1024 * 1024));
        }

        @Override
        public Duration firstRecipient() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration session() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Optional<String> keyStorePassword() {
            return Optional.of("changeit");
        }
    }
}
