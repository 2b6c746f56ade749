package org.tidings.delivery;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what the mail client and a relay say to each other, without the secrets, and ends the conversation politely before a recipient
 * would be named, so that never anything is sent.
 */
final class Transcript {

    /** Who said something; {@link #NOTE} is what happened between the lines. */
    enum Speaker {
        TIDINGS,
        RELAY,
        NOTE
    }

    /** One line. */
    public record Line(Speaker speaker, String text) {

        /** As it stands before the line. */
        public String who() {
            return switch (speaker) {
                case TIDINGS -> "Tidings";
                case RELAY -> "Mail server";
                case NOTE -> "";
            };
        }
    }

    private static final String SECRET = "(not shown)";

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();
    private final StringBuilder heard = new StringBuilder();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private boolean authenticating;
    private boolean leaving;

    /** The same socket, overheard. */
    NetSocket overhear(NetSocket socket) {
        sockets.add(socket);
        note("connected to " + socket.remoteAddress() + (socket.isSsl() ? ", encrypted" : ""));
        return StandIn.of(NetSocket.class, (proxy, method, arguments) -> invoke(socket, proxy, method, arguments));
    }

    /** When the relay was ready for a recipient and has been told goodbye. */
    CompletableFuture<@Nullable Void> finished() {
        return finished;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    boolean has(Speaker speaker, String beginning) {
        return lines.stream()
                .anyMatch(line -> line.speaker() == speaker && line.text().startsWith(beginning));
    }

    void close() {
        sockets.forEach(NetSocket::close);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object invoke(NetSocket socket, Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && method.getName().equals("write") && arguments[0] instanceof Buffer bytes) {
            return write(socket, bytes.toString(StandardCharsets.UTF_8));
        }
        if (arguments != null && method.getName().equals("handler") && arguments[0] != null) {
            Handler<Buffer> listener = (Handler<Buffer>) arguments[0];
            socket.handler(bytes -> hear(socket, bytes, listener));
            return proxy;
        }
        if (method.getName().equals("upgradeToSsl")) {
            note("encryption begins");
        }
        Object result = StandIn.call(socket, method, arguments);
        return result == socket ? proxy : result;
    }

    private Future<Void> write(NetSocket socket, String command) {
        if (leaving) {
            return Future.succeededFuture();
        }
        if (command.startsWith("RCPT TO:")) {
            leaving = true;
            return say(socket, "RSET");
        }
        lines.add(new Line(Speaker.TIDINGS, masked(command.strip())));
        return socket.write(command);
    }

    private String masked(String command) {
        if (command.startsWith("AUTH ")) {
            authenticating = true;
            return "AUTH " + command.split(" ", 3)[1] + " " + SECRET;
        }
        return authenticating ? SECRET : command;
    }

    private Future<Void> say(NetSocket socket, String command) {
        lines.add(new Line(Speaker.TIDINGS, command));
        return socket.write(command + "\r\n");
    }

    private void hear(NetSocket socket, Buffer bytes, Handler<Buffer> listener) {
        heard.append(bytes.toString(StandardCharsets.UTF_8));
        for (int end = heard.indexOf("\n"); end >= 0; end = heard.indexOf("\n")) {
            String line = heard.substring(0, end).stripTrailing();
            heard.delete(0, end + 1);
            lines.add(new Line(Speaker.RELAY, line));
            authenticating &= line.startsWith("3");
            if (leaving && !line.startsWith("-", 3)) {
                goOnLeaving(socket);
            }
        }
        if (!leaving) {
            listener.handle(bytes);
        }
    }

    private void goOnLeaving(NetSocket socket) {
        if (has(Speaker.TIDINGS, "QUIT")) {
            finished.complete(null);
        } else {
            var unused = say(socket, "QUIT");
        }
    }

    private void note(String text) {
        lines.add(new Line(Speaker.NOTE, text));
    }
}
