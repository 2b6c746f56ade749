package org.tidings.delivery.transport.mailer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxThread;
import io.vertx.core.spi.VertxThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The Vert.x instance of the mail clients, apart from that of Quarkus since its client channels are {@link SmtpChannels}.
 *
 * <p>This is the only class that uses internals of Vert.x: its public builder has no method for the transport before Vert.x 5, and event-loop
 * contexts are created by {@code VertxInternal} only.
 */
public final class MailVertx implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MailVertx.class);
    private static final int WORKERS = 4;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx;

    /** With a time limit for each message. */
    public MailVertx(Duration sendTimeout) {
        this.vertx = new VertxBuilder(new VertxOptions()
                        .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                        .setWorkerPoolSize(WORKERS)
                        .setInternalBlockingPoolSize(WORKERS)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .findTransport(new SmtpChannels(sendTimeout))
                .threadFactory(new Threads())
                .serviceProviders(List.of())
                .init()
                .vertx();
    }

    /** For mail clients. */
    public Vertx vertx() {
        return vertx;
    }

    /** A context on the event loop that is next in turn. What a client does on one event loop, it does in order and without gaps. */
    public Context newContext() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    @Override
    public void close() {
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.debugf(failure, "The mail clients were not closed");
        }
    }

    /** Distinguishes the threads from those of Quarkus in logs and thread dumps. */
    private static final class Threads implements VertxThreadFactory {
        @Override
        public VertxThread newVertxThread(
                Runnable target, String name, boolean worker, long maxExecTime, TimeUnit maxExecTimeUnit) {
            return VertxThreadFactory.INSTANCE.newVertxThread(
                    target, name.replace("vert.x-", "mail-"), worker, maxExecTime, maxExecTimeUnit);
        }
    }
}
