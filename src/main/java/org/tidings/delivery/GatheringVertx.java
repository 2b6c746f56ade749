package org.tidings.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.InvocationHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A Vert.x whose client sockets gather what is written, for the mail client: it writes a message line by line, and a system call and a packet
 * for each line cost more than all the rest of sending. The sockets end by themselves when the other side is silent ({@link SilenceWatch}).
 */
final class GatheringVertx {

    private GatheringVertx() {}

    /**
     * Everything as in {@code vertx}, but for the sockets.
     *
     * @param sendTimeout longest time a message may take; to connect may take half of it
     */
    static Vertx around(Vertx vertx, Duration sendTimeout) {
        return around(vertx, sendTimeout, UnaryOperator.identity());
    }

    /** The same, with something between the gathering and the network. */
    static Vertx around(Vertx vertx, Duration sendTimeout, UnaryOperator<NetSocket> below) {
        return StandIn.of(VertxInternal.class, (proxy, method, arguments) -> {
            if (method.getName().equals("createNetClient") && arguments != null) {
                NetClientOptions options = new NetClientOptions((NetClientOptions) arguments[0])
                        .setConnectTimeout((int) sendTimeout.dividedBy(2).toMillis());
                SilenceWatch watch = new SilenceWatch(vertx, sendTimeout);
                return around(
                        vertx,
                        vertx.createNetClient(options),
                        socket -> new GatheringSocket(below.apply(socket), vertx.getOrCreateContext(), watch));
            }
            return StandIn.call(vertx, method, arguments);
        });
    }

    /** Whatever thread asks, the connection is made on an event loop: so we are at its socket before the first octets are, which are lost otherwise. */
    private static NetClient around(Vertx vertx, NetClient client, Function<NetSocket, InvocationHandler> handlers) {
        return StandIn.of(NetClient.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("connect") || method.getReturnType() != Future.class) {
                return StandIn.call(client, method, arguments);
            }
            ContextInternal eventLoop = eventLoop((ContextInternal) vertx.getOrCreateContext());
            Promise<NetSocket> connected = eventLoop.promise();
            eventLoop.runOnContext(turn -> {
                try {
                    ((Future<?>) Objects.requireNonNull(StandIn.call(client, method, arguments)))
                            .map(socket -> StandIn.of(NetSocket.class, handlers.apply((NetSocket) socket)))
                            .onComplete(connected);
                } catch (Throwable failure) {
                    connected.fail(failure);
                }
            });
            return connected.future();
        });
    }

    private static ContextInternal eventLoop(ContextInternal context) {
        return context.isEventLoopContext()
                ? context
                : context.owner()
                        .createEventLoopContext(context.nettyEventLoop(), context.workerPool(), context.classLoader());
    }
}
