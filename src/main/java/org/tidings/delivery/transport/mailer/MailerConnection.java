package org.tidings.delivery.transport.mailer;

import io.vertx.core.Context;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.diagnosis.Verdict;

/**
 * One SMTP connection: a mail client whose pool has a single place. All calls of the client are made on one event loop, so it listens before the
 * greeting can arrive.
 */
final class MailerConnection implements TransportConnection {

    private static final Logger LOG = Logger.getLogger(MailerConnection.class);
    /** {@link SmtpSessionHandler} ends every message in time; this is for a client that loses one, and for the RSETs before it. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final MailVertx vertx;
    private final MailConfig config;
    private final Duration sendTimeout;
    private final Context context;
    private @Nullable MailClient client;

    MailerConnection(MailVertx vertx, MailConfig config, Duration sendTimeout) {
        this.vertx = vertx;
        this.config = config;
        this.sendTimeout = sendTimeout;
        this.context = vertx.newContext();
    }

    @Override
    public <M extends OutboundMessage> void send(Supplier<@Nullable M> next, BiConsumer<M, Outcome> outcomes) {
        // the next message is taken only now: one that waited here for a slow relay could not be withdrawn by a pause
        // any more
        for (M message = next.get(); message != null; message = next.get()) {
            Outcome outcome = await(begin(message));
            outcomes.accept(message, outcome);
            if (outcome.diagnosis().verdict() == Verdict.TRANSPORT) {
                return;
            }
        }
    }

    private CompletableFuture<Outcome> begin(OutboundMessage message) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        try {
            MailMessage mail = VertxMessage.of(message.rendered().parts());
            MailClient sender = client();
            context.runOnContext(turn -> sender.sendMail(
                    mail,
                    sent -> outcome.complete(
                            sent.succeeded() ? MailerOutcome.accepted() : MailerOutcome.of(sent.cause()))));
        } catch (RuntimeException | StackOverflowError failure) {
            outcome.complete(MailerOutcome.unrendered(failure));
        }
        return outcome;
    }

    private MailClient client() {
        MailClient present = client;
        if (present == null) {
            present = MailClient.create(vertx.vertx(), new MailConfig(config).setMaxPoolSize(1));
            client = present;
        }
        return present;
    }

    /** Waits also when the thread is interrupted: the message may be on its way. */
    private Outcome await(CompletableFuture<Outcome> outcome) {
        long deadline = System.nanoTime() + sendTimeout.plus(GRACE).toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return outcome.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException late) {
            close();
            return MailerOutcome.of(late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        MailClient present = client;
        client = null;
        if (present == null) {
            return;
        }
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        context.runOnContext(turn -> present.close(done -> closed.complete(null)));
        try {
            closed.get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.debugf(failure, "A mail client was not closed in time");
        }
    }
}
