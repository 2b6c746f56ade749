package org.tidings.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.InvocationHandler;
import java.time.Duration;
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
                        vertx.createNetClient(options),
                        socket -> new GatheringSocket(below.apply(socket), vertx.getOrCreateContext(), watch));
            }
            return StandIn.call(vertx, method, arguments);
        });
    }

    private static NetClient around(NetClient client, Function<NetSocket, InvocationHandler> handlers) {
        return StandIn.of(NetClient.class, (proxy, method, arguments) -> {
            Object result = StandIn.call(client, method, arguments);
            return method.getName().equals("connect") && result instanceof Future<?> connected
                    ? connected.map(socket -> StandIn.of(NetSocket.class, handlers.apply((NetSocket) socket)))
                    : result;
        });
    }
}
