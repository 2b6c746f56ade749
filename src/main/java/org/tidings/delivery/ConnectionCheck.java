package org.tidings.delivery;

import io.quarkus.mailer.runtime.Mailers;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.tidings.blast.MailConfig;
import org.tidings.platform.PlatformConfig;

/** Connects to a relay as a message would, with the same client and settings, and sends nothing. To be called where waiting is allowed. */
@ApplicationScoped
class ConnectionCheck {

    /** Somebody waits before the page. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * What came of it.
     *
     * @param passed whether the relay would take a message
     * @param sentence what worked, or what did not
     * @param advice what to do; empty when there is nothing to do
     */
    public record Result(boolean passed, String sentence, String advice, List<Transcript.Line> conversation) {}

    private final RelayClients clients;
    private final Vertx vertx;
    private final String sender;

    ConnectionCheck(RelayClients clients, Vertx vertx, MailConfig mail, PlatformConfig platform) {
        this.clients = clients;
        this.vertx = vertx;
        this.sender = "b+test@"
                + mail.feedback().domain().orElseGet(() -> platform.baseUrl().getHost());
    }

    /** Takes some seconds at most. */
    Result run(String relay) {
        Transcript transcript = new Transcript();
        Mailers mailers = clients.mailers(GatheringVertx.around(vertx, PATIENCE, transcript::overhear), Set.of(relay));
        try {
            MailMessage message =
                    new MailMessage().setFrom(sender).setTo(sender).setText("Never sent");
            CompletableFuture<?> sending = mailers.reactiveMailClientFromName(RelayClients.mailerName(relay))
                    .sendMail(message)
                    .subscribeAsCompletionStage();
            CompletableFuture.anyOf(transcript.finished(), sending)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return new CheckReport(relay, sender, transcript).passed();
        } catch (CompletionException failure) {
            return new CheckReport(relay, sender, transcript).failed(cause(failure));
        } finally {
            transcript.close();
            mailers.stop();
        }
    }

    private static Throwable cause(CompletionException failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause;
    }
}
