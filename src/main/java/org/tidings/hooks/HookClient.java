package org.tidings.hooks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.dns.HostAddresses;

/**
 * Sends one message. Follows no redirects, reads no more than a few kilobytes of the answer, and waits 15 seconds for all of it. Never blocks: as
 * many slow receivers as there are hold up nobody else.
 */
final class HookClient implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int MOST_READ = 4_096;
    private static final int MOST_SHOWN = 200;
    /** At one address and port; {@link HookDispatcher} uses fewer for one webhook. */
    private static final int CONNECTIONS = 100;

    private final Vertx vertx;
    private final Duration patience;
    private final HttpClient client;

    HookClient(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) patience.toMillis())
                .setMaxPoolSize(CONNECTIONS)
                .setKeepAliveTimeout(10)
                .setVerifyHost(true));
    }

    /**
     * What the receiver answered.
     *
     * @param status 0 without an answer
     * @param text the beginning of the answer, or why there is none, in plain words
     */
    record Answer(int status, String text) {

        boolean isAccepted() {
            return status / 100 == 2;
        }

        /** 410: the receiver asks for no more messages (Standard Webhooks). */
        boolean isGone() {
            return status == 410;
        }
    }

    /** Completes within {@code patience} and a moment, and never exceptionally. */
    CompletableFuture<Answer> post(URI url, InetAddress address, Map<String, String> headers, String body) {
        Exchange exchange = new Exchange();
        long timer = vertx.setTimer(patience.toMillis(), late -> exchange.end("No answer in time"));
        RequestOptions options = HostAddresses.request(HttpMethod.POST, url, address)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Tidings-Webhooks/1.0");
        headers.forEach(options::putHeader);
        client.request(options).onFailure(exchange::fail).onSuccess(request -> exchange.send(request, body));
        return exchange.answer.whenComplete((done, never) -> vertx.cancelTimer(timer));
    }

    /** One request and its answer. All of it runs on one event loop, except for its end by the timer. */
    private static final class Exchange {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final AtomicReference<@Nullable HttpClientRequest> request = new AtomicReference<>();
        private final Buffer read = Buffer.buffer();
        private volatile int status;

        void send(HttpClientRequest opened, String body) {
            request.set(opened);
            if (answer.isDone()) {
                opened.connection().close();
                return;
            }
            opened.exceptionHandler(this::fail);
            opened.response().onFailure(this::fail).onSuccess(this::read);
            opened.end(Buffer.buffer(body));
        }

        private void read(HttpClientResponse response) {
            status = response.statusCode();
            response.exceptionHandler(this::fail);
            response.handler(part -> {
                synchronized (read) {
                    read.appendBuffer(part.slice(0, Math.min(part.length(), MOST_READ - read.length())));
                }
                if (read.length() >= MOST_READ) {
                    end("");
                }
            });
            response.endHandler(end -> answer.complete(new Answer(status, shown())));
        }

        /** Ends it before the receiver does. What counts is the status, if there was one. */
        void end(String otherwise) {
            if (answer.complete(status > 0 ? new Answer(status, shown()) : new Answer(0, otherwise))) {
                HttpClientRequest open = request.get();
                if (open != null) {
                    open.connection().close();
                }
            }
        }

        void fail(Throwable failure) {
            end(words(failure));
        }

        private String shown() {
            String text;
            synchronized (read) {
                text = read.toString(StandardCharsets.UTF_8);
            }
            String line = text.replaceAll("[\\p{Cntrl}\\p{Space}]+", " ").strip();
            return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
        }
    }

    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "No secure connection: the certificate is not valid, or TLS failed";
            }
        }
        return failure instanceof ConnectException ? "The connection was refused" : "The connection failed";
    }

    @Override
    public void close() {
        client.close();
    }
}
