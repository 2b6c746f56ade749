package org.tidings.feedback;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
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

/** Listens for what mail servers send back. A port that is taken is said so and stops nothing else. */
@Singleton
class SmtpIntake {

    private static final Logger LOG = Logger.getLogger(SmtpIntake.class);

    private final SmtpIntakeConfig config;
    private final String hostName;
    private final InboundMailReader mailroom;
    private final Feedback feedback;
    private final SmtpSessions sessions;
    private @Nullable SMTPServer server;

    SmtpIntake(
            SmtpIntakeConfig config,
            MailConfig mail,
            PlatformConfig platform,
            InboundMailReader mailroom,
            Feedback feedback,
            Clock clock) {
        this.config = config;
        this.hostName =
                mail.feedback().domain().orElseGet(() -> platform.baseUrl().getHost());
        this.mailroom = mailroom;
        this.feedback = feedback;
        this.sessions = new SmtpSessions(config.session(), config.connections(), clock);
    }

    void start(@Observes StartupEvent event) {
        if (config.port() == 0) {
            return;
        }
        try {
            SMTPServer listening = server();
            listening.start();
            server = listening;
            LOG.infof("Taking bounces and complaints by SMTP on port %d", listening.getPortAllocated());
        } catch (KeyStoreException failure) {
            LOG.errorf(
                    "No bounces and complaints by SMTP: tidings.feedback.smtp.key-store cannot be used (%s)."
                            + " It is a PKCS#12 file with the key and its certificate; is the password right?",
                    failure.getMessage());
        } catch (RuntimeException failure) {
            LOG.errorf(
                    "No bounces and complaints by SMTP: cannot listen on port %d (%s)."
                            + " Free it, choose another tidings.feedback.smtp.port, or switch this off with 0.",
                    config.port(), failure.getMessage());
        }
    }

    private SMTPServer server() throws KeyStoreException {
        int maxBytes = (int) Math.min(config.maxMessage().asLongValue(), Integer.MAX_VALUE);
        SMTPServer.Builder builder = SMTPServer.port(Math.max(config.port(), 0))
                .hostName(hostName)
                .softwareName("Tidings")
                .insertReceivedHeaders(false)
                .maxConnections(config.connections())
                .connectionTimeout((int) config.idle().toSeconds(), TimeUnit.SECONDS)
                .maxMessageSize(maxBytes)
                .sessionHandler(sessions)
                .messageHandlerFactory(
                        context -> new SmtpConversation(mailroom, feedback, maxBytes, config.patience()));
        if (config.keyStore().isPresent()) {
            builder.enableTLS()
                    .startTlsSocketFactory(tls(
                            config.keyStore().get(), config.keyStorePassword().orElse("")));
        }
        return builder.build();
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

    /** The port it listens on, 0 when it does not. */
    int port() {
        SMTPServer listening = server;
        return listening == null ? 0 : listening.getPortAllocated();
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void cutOverdue() {
        sessions.cutOverdue();
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }
}
