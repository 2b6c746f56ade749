package org.tidings.feedback;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;
import org.tidings.blast.MailConfig;
import org.tidings.platform.PlatformConfig;

/** The SMTP listener for bounces, complaints and unsubscribe messages. If the port is in use, an error is logged and the application continues. */
@Singleton
class SmtpIntake {

    private static final Logger LOG = Logger.getLogger(SmtpIntake.class);

    private final SmtpIntakeConfig config;
    private final String hostName;
    private final InboundMailReader reader;
    private final Feedback feedback;
    private final SmtpSessions sessions;
    private @Nullable SMTPServer server;

    SmtpIntake(
            SmtpIntakeConfig config,
            MailConfig mail,
            PlatformConfig platform,
            InboundMailReader reader,
            Feedback feedback,
            Clock clock) {
        this.config = config;
        this.hostName =
                mail.feedback().domain().orElseGet(() -> platform.baseUrl().getHost());
        this.reader = reader;
        this.feedback = feedback;
        this.sessions = new SmtpSessions(config.connections(), config.firstRecipient(), config.session(), clock);
    }

    void start(@Observes StartupEvent event) {
        if (config.port() == 0) {
            return;
        }
        try {
            SMTPServer listening = server();
            listening.start();
            server = listening;
            LOG.infof("Receiving bounces and complaints by SMTP on port %d", listening.getPortAllocated());
        } catch (KeyStoreException failure) {
            LOG.errorf(
                    "SMTP listener for bounces not started: cannot read tidings.feedback.smtp.key-store (%s)."
                            + " It must be a PKCS#12 file with the key and its certificate; check the password.",
                    failure.getMessage());
        } catch (RuntimeException failure) {
            LOG.errorf(
                    "SMTP listener for bounces not started: cannot listen on port %d (%s)."
                            + " Free the port, set another tidings.feedback.smtp.port, or set it to 0 to disable the listener.",
                    config.port(), failure.getMessage());
        }
    }

    private SMTPServer server() throws KeyStoreException {
        int maxBytes = (int) Math.min(config.maxMessage().asLongValue(), Integer.MAX_VALUE);
        SMTPServer.Builder builder = SMTPServer.port(Math.max(config.port(), 0))
                .bindAddress(address())
                .hostName(hostName)
                .softwareName("Tidings")
                .insertReceivedHeaders(false)
                // sessions counts the connections; the server also counts those that are being rejected or closed
                .maxConnections(2 * config.connections())
                .connectionTimeout((int) config.idle().toSeconds(), TimeUnit.SECONDS)
                .maxMessageSize(maxBytes)
                .sessionHandler(sessions)
                .messageHandlerFactory(context -> new SmtpConversation(
                        reader, feedback, maxBytes, config.patience(), () -> sessions.recipientAccepted(context)));
        if (config.keyStore().isPresent()) {
            builder.enableTLS()
                    .startTlsSocketFactory(tls(
                            config.keyStore().get(), config.keyStorePassword().orElse("")));
        }
        return builder.build();
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(config.host());
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException("tidings.feedback.smtp.host " + config.host() + " is unknown", unknown);
        }
    }

    private static SSLContext tls(Path keyStore, String password) throws KeyStoreException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyStoreException(failure.toString(), failure);
        }
    }

    /** The port of the listener; 0 if it is not running. */
    int port() {
        SMTPServer listening = server;
        return listening == null ? 0 : listening.getPortAllocated();
    }

    /** For operators. */
    String state() {
        if (config.port() == 0) {
            return "disabled";
        }
        return server == null ? "not started, see the log" : "listening on port " + port();
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void closeExpired() {
        sessions.closeExpired();
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }
}
