package org.tidings;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Visitors on keep-alive connections, each of which asks for the next path as soon as its last answer is there. One thread that does as little
 * as a client can, so that what is measured is the server.
 */
final class WebLoad implements AutoCloseable {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient();
    private final int port;
    private final int connections;
    private final String headers;

    WebLoad(int port, int connections, String userAgent) {
        this.port = port;
        this.connections = connections;
        this.headers = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUser-Agent: " + userAgent
                + "\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n";
    }

    /**
     * What came of it.
     *
     * @param sorted the time each answer took, in nanoseconds
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Result(double seconds, long[] sorted) {

        double perSecond() {
            return sorted.length / seconds;
        }

        /** In milliseconds. */
        double percentile(double share) {
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
        }
    }

    /** Asks for each path once, as quickly as answers come. */
    Result run(int requests, IntFunction<String> path) {
        return paced(requests, 0, path);
    }

    /** The same with at most so many a second; 0 is without limit. */
    Result paced(int requests, int perSecond, IntFunction<String> path) {
        Run run = new Run(requests, path, perSecond);
        vertx.runOnContext(start -> run.begin());
        return run.done.orTimeout(10, TimeUnit.MINUTES).join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** All of it happens on the one event loop. */
    private final class Run {
        private final IntFunction<String> path;
        private final int perSecond;
        private final long[] took;
        private final Deque<Visitor> idle = new ArrayDeque<>();
        private final CompletableFuture<Result> done = new CompletableFuture<>();
        private int asked;
        private int answered;
        private long began;

        private Run(int requests, IntFunction<String> path, int perSecond) {
            this.path = path;
            this.perSecond = perSecond;
            this.took = new long[requests];
        }

        private void begin() {
            began = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                client.connect(port, "127.0.0.1")
                        .onSuccess(socket -> new Visitor(socket).next())
                        .onFailure(done::completeExceptionally);
            }
            if (perSecond > 0) {
                vertx.setPeriodic(1, timer -> {
                    while (!idle.isEmpty() && mayAsk()) {
                        idle.poll().next();
                    }
                    if (done.isDone()) {
                        vertx.cancelTimer(timer);
                    }
                });
            }
        }

        private boolean mayAsk() {
            return perSecond == 0 || asked < (System.nanoTime() - began) / 1e9 * perSecond;
        }

        private final class Visitor {
            private final NetSocket socket;
            private Buffer answer = Buffer.buffer();
            private long since;

            private Visitor(NetSocket socket) {
                this.socket = socket;
                socket.handler(this::hear);
                socket.exceptionHandler(done::completeExceptionally);
                socket.closeHandler(closed -> done.completeExceptionally(new AssertionError("The server hung up")));
            }

            private void next() {
                if (asked == took.length) {
                    socket.closeHandler(none -> {});
                    socket.close();
                } else if (mayAsk()) {
                    since = System.nanoTime();
                    socket.write("GET " + path.apply(asked++) + headers);
                } else {
                    idle.add(this);
                }
            }

            private void hear(Buffer part) {
                answer = answer.length() == 0 ? part : answer.appendBuffer(part);
                int head = endOfHead();
                if (head < 0 || answer.length() < head + contentLength(head)) {
                    return;
                }
                if (answer.getByte(9) != '2' && answer.getByte(9) != '3') {
                    done.completeExceptionally(new AssertionError(answer.toString()));
                    return;
                }
                answer = Buffer.buffer();
                took[answered++] = System.nanoTime() - since;
                if (answered == took.length) {
                    double seconds = (System.nanoTime() - began) / 1e9;
                    Arrays.sort(took);
                    done.complete(new Result(seconds, took));
                }
                next();
            }

            private int endOfHead() {
                for (int i = 0; i + 4 <= answer.length(); i++) {
                    if (answer.getByte(i) == '\r' && Arrays.equals(answer.getBytes(i, i + 4), END_OF_HEAD)) {
                        return i + 4;
                    }
                }
                return -1;
            }

            private int contentLength(int head) {
                String lines = answer.getString(0, head).toLowerCase(Locale.ROOT);
                int at = lines.indexOf("content-length:");
                return at < 0
                        ? 0
                        : Integer.parseInt(lines.substring(at + 15, lines.indexOf('\r', at))
                                .strip());
            }
        }
    }
}
