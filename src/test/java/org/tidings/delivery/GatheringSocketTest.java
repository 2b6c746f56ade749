package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringSocketTest {

    private final Vertx vertx = Vertx.vertx();
    /** What left in one piece, each. */
    private final List<String> pieces = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void whatIsWrittenInOneTurnLeavesInOnePiece() throws Exception {
        onEventLoop(socket -> {
            socket.write("MAIL\r\n");
            socket.write(Buffer.buffer("RCPT\r\n"));
            return socket.write("DATA\r\n");
        });
        assertThat(pieces).containsExactly("MAIL\r\nRCPT\r\nDATA\r\n");
    }

    @Test
    void longRecursionIsBrokenAndKeepsItsOrder() throws Exception {
        onEventLoop(socket -> {
            Promise<Void> all = Promise.promise();
            lines(socket, 0, 100_000, all);
            return all.future();
        });
        assertThat(String.join("", pieces))
                .isEqualTo(IntStream.range(0, 100_000).mapToObj(i -> i + "\n").collect(Collectors.joining()));
        assertThat(pieces).hasSizeLessThan(2_000);
    }

    @Test
    void closingSendsWhatWasWritten() throws Exception {
        onEventLoop(socket -> {
            socket.write("QUIT\r\n");
            return socket.close();
        });
        assertThat(pieces).containsExactly("QUIT\r\n", "closed");
    }

    @Test
    void realSocketTakesWhatWasGathered() throws Exception {
        Promise<String> heard = Promise.promise();
        NetServer server = await(vertx.createNetServer()
                .connectHandler(peer -> peer.handler(bytes -> heard.tryComplete(bytes.toString())))
                .listen(0, "localhost"));
        NetClient client = GatheringVertx.around(vertx, Duration.ofMinutes(2)).createNetClient();
        NetSocket socket = await(client.connect(server.actualPort(), "localhost"));
        vertx.runOnContext(turn -> {
            socket.write("EHLO ");
            socket.write("us\r\n", written -> {});
        });
        assertThat(await(heard.future())).isEqualTo("EHLO us\r\n");
    }

    /** As the mail client does: each line when the one before is said to be on its way. */
    private static void lines(NetSocket socket, int line, int end, Promise<Void> all) {
        if (line == end) {
            all.complete();
        } else {
            socket.write(line + "\n", written -> lines(socket, line + 1, end, all));
        }
    }

    private interface Work {
        Future<Void> with(NetSocket socket);
    }

    /** Gives what the work gives, and one turn more. */
    private void onEventLoop(Work work) throws Exception {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(turn -> {
            NetSocket socket = proxy(new GatheringSocket(
                    recording(), vertx.getOrCreateContext(), new SilenceWatch(vertx, Duration.ofMinutes(2))));
            work.with(socket).onComplete(result -> vertx.runOnContext(next -> done.handle(result)));
        });
        await(done.future());
    }

    private NetSocket recording() {
        return proxy((proxy, method, arguments) -> {
            if (method.getName().toLowerCase(Locale.ROOT).endsWith("handler")) {
                return proxy;
            }
            pieces.add(method.getName().equals("write") ? arguments[0].toString() : "closed");
            return Future.succeededFuture();
        });
    }

    private static NetSocket proxy(java.lang.reflect.InvocationHandler handler) {
        return (NetSocket)
                Proxy.newProxyInstance(NetSocket.class.getClassLoader(), new Class<?>[] {NetSocket.class}, handler);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
