package org.tidings.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x whose client sockets gather what is written, for the mail client: it writes a message line by line, and a system call and a packet
 * for each line cost more than all the rest of sending.
 */
final class GatheringVertx {

    private GatheringVertx() {}

    /** Everything as in {@code vertx}, but for the sockets. */
    static Vertx around(Vertx vertx) {
        return proxy(VertxInternal.class, (proxy, method, arguments) -> {
            Object result = call(vertx, method, arguments);
            return result instanceof NetClient client ? around(client, vertx) : result;
        });
    }

    private static NetClient around(NetClient client, Vertx vertx) {
        return proxy(NetClient.class, (proxy, method, arguments) -> {
            Object result = call(client, method, arguments);
            return method.getName().equals("connect") && result instanceof Future<?> connected
                    ? connected.map(socket -> around((NetSocket) socket, vertx))
                    : result;
        });
    }

    private static NetSocket around(NetSocket socket, Vertx vertx) {
        return proxy(NetSocket.class, new GatheringSocket(socket, vertx.getOrCreateContext()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Calls the real thing, and throws what it throws. */
    static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
