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
 *
 * <p>It also tells what the mail client would miss, and then wait for until its message times out: a greeting that is quicker than the client,
 * which listens a turn or two after connecting, perhaps on another event loop; and a connection that ends before the greeting (the client
 * listens to errors only from then on), before the client listens at all, or on another event loop than the client's.
 */
final class GatheringSocket implements InvocationHandler {

    /** What the client hears instead of a greeting that will never come. */
    static final String NO_GREETING = "421 The connection ended without a greeting";

    /** After so many the writer has to wait for the next turn, since it goes on to its next line by recursion. */
    private static final int MOST_AT_ONCE = 64;

    private final NetSocket socket;
    private final Context context;
    private final SilenceWatch watch;
    private final Dialogue dialogue = new Dialogue();
    private Buffer gathered = Buffer.buffer();
    private int writes;
    /** What came and nobody listened to yet; on the event loop of the socket only. */
    private Buffer unheard = Buffer.buffer();

    private volatile @Nullable Handler<Buffer> listener;
    private volatile @Nullable Handler<Throwable> onTrouble;
    private volatile @Nullable Handler<Void> onClose;
    private volatile boolean closed;
    private boolean told;

    /**
     * Around a socket that was just connected, on its event loop and before it reads.
     *
     * @param context of that event loop
     * @param watch over its silence
     */
    GatheringSocket(NetSocket socket, Context context, SilenceWatch watch) {
        this.socket = socket;
        this.context = context;
        this.watch = watch;
        watch.joined(this);
        socket.handler(this::heard);
        socket.exceptionHandler(this::broken);
        socket.closeHandler(nothing -> closed());
    }

    Dialogue dialogue() {
        return dialogue;
    }

    /** Ends a connection whose peer is silent, as if the peer had ended it. */
    void abandon() {
        socket.close();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "write" -> {
                if (arguments != null) {
                    return write(arguments);
                }
            }
            case "handler" -> {
                listener = arguments == null ? null : (Handler<Buffer>) arguments[0];
                context.runOnContext(turn -> passOn());
                tellLater();
                return proxy;
            }
            case "exceptionHandler" -> {
                onTrouble = arguments == null ? null : (Handler<Throwable>) arguments[0];
                return proxy;
            }
            case "closeHandler" -> {
                onClose = arguments == null ? null : (Handler<Void>) arguments[0];
                tellLater();
                return proxy;
            }
            case "writeQueueFull" -> {
                if (closed) {
                    return false; // else the client waits until it drains
                }
            }
            case "close" -> flush();
            default -> {}
        }
        Object result = StandIn.call(socket, method, arguments);
        return result == socket ? proxy : result;
    }

    private void heard(Buffer bytes) {
        dialogue.heard(bytes);
        unheard.appendBuffer(bytes);
        passOn();
    }

    private void passOn() {
        Handler<Buffer> hears = listener;
        if (hears != null && unheard.length() > 0) {
            Buffer bytes = unheard;
            unheard = Buffer.buffer();
            hears.handle(bytes);
        }
    }

    private void broken(Throwable cause) {
        Handler<Throwable> hears = onTrouble;
        if (hears != null && !dialogue.isWithoutGreeting()) {
            hears.handle(new ConnectionLostException(dialogue.stage(), cause));
        }
    }

    private void closed() {
        watch.left(this);
        closed = true;
        tell();
    }

    private void tellLater() {
        if (closed) {
            context.runOnContext(turn -> tell());
        }
    }

    /** The client takes an exception as the end, too, and unlike the end it is never lost between two event loops. */
    private void tell() {
        Handler<Buffer> hears = listener;
        Handler<Void> ends = onClose;
        if (told || hears == null || ends == null) {
            return;
        }
        told = true;
        if (dialogue.isWithoutGreeting()) {
            hears.handle(Buffer.buffer(NO_GREETING + "\r\n"));
            return;
        }
        Handler<Throwable> worries = onTrouble;
        if (worries != null) {
            worries.handle(new ConnectionLostException(dialogue.stage(), null));
        }
        ends.handle(null);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object write(Object[] arguments) {
        Future<Void> done = gather(arguments[0]);
        if (arguments.length > 1) {
            done.onComplete((Handler<AsyncResult<Void>>) arguments[1]);
            return null;
        }
        return done;
    }

    private synchronized Future<Void> gather(Object written) {
        if (gathered.length() == 0) {
            context.runOnContext(next -> flush());
        }
        if (written instanceof Buffer bytes) {
            dialogue.wrote();
            gathered.appendBuffer(bytes);
        } else {
            dialogue.wrote((String) written);
            gathered.appendString((String) written);
        }
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
