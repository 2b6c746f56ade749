package org.tidings.delivery;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which all that is written in one turn of the event loop leaves in one piece. A write is said to be done at once; nobody takes that
 * for an answer of the server, and a connection that breaks meanwhile tells its handlers so.
 */
final class GatheringSocket implements InvocationHandler {

    /** After so many the writer has to wait for the next turn, since it goes on to its next line by recursion. */
    private static final int MOST_AT_ONCE = 64;

    private final NetSocket socket;
    private final Context context;
    private Buffer gathered = Buffer.buffer();
    private int writes;

    /**
     * Around a socket.
     *
     * @param context of the event loop on which it is written to
     */
    GatheringSocket(NetSocket socket, Context context) {
        this.socket = socket;
        this.context = context;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("write") && arguments != null) {
            return write(arguments);
        }
        if (method.getName().equals("close")) {
            flush();
        }
        Object result = GatheringVertx.call(socket, method, arguments);
        return result == socket ? proxy : result;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object write(Object[] arguments) {
        Future<Void> done = gather(arguments[0] instanceof Buffer bytes ? bytes : Buffer.buffer((String) arguments[0]));
        if (arguments.length > 1) {
            done.onComplete((Handler<AsyncResult<Void>>) arguments[1]);
            return null;
        }
        return done;
    }

    private synchronized Future<Void> gather(Buffer bytes) {
        if (gathered.length() == 0) {
            context.runOnContext(next -> flush());
        }
        gathered.appendBuffer(bytes);
        if (++writes % MOST_AT_ONCE != 0) {
            return Future.succeededFuture();
        }
        Promise<Void> nextTurn = Promise.promise();
        context.runOnContext(next -> nextTurn.complete());
        return nextTurn.future();
    }

    private synchronized void flush() {
        if (gathered.length() > 0) {
            socket.write(gathered);
            gathered = Buffer.buffer();
        }
    }
}
