package org.tidings.delivery;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes connections on which the relay says nothing any more, since the mail client waits for ever and would keep their places in its pool.
 * One that rested must answer its RSET at once: if it does not, its peer is gone without a word, and most likely that of the others
 * that rest, too.
 */
final class SilenceWatch {

    private static final Duration LOOK = Duration.ofMillis(250);
    /** For answers that cost a relay nothing. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Set<GatheringSocket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final long sendNanos;

    /** The time-out is that of a whole message. Before its end is sent nothing can arrive twice, so half of it is enough. */
    SilenceWatch(Vertx vertx, Duration sendTimeout) {
        this.vertx = vertx;
        this.sendNanos = sendTimeout.toNanos();
    }

    void joined(GatheringSocket socket) {
        sockets.add(socket);
        beginLooking();
    }

    private void beginLooking() {
        if (looking.compareAndSet(false, true)) {
            vertx.setPeriodic(LOOK.toMillis(), this::look);
        }
    }

    void left(GatheringSocket socket) {
        sockets.remove(socket);
    }

    private void look(long timer) {
        look();
        if (sockets.isEmpty()) {
            vertx.cancelTimer(timer);
            looking.set(false);
            if (!sockets.isEmpty()) {
                beginLooking();
            }
        }
    }

    private void look() {
        long nowNanos = System.nanoTime();
        List<GatheringSocket> silent =
                sockets.stream().filter(socket -> isSilent(socket, nowNanos)).toList();
        List<GatheringSocket> resting =
                silent.stream().anyMatch(SilenceWatch::isResetting) ? restingLong(nowNanos) : List.of();
        resting.forEach(GatheringSocket::abandon);
        // the client goes on to one that rests; once these are gone, at the next look, it makes a new one instead
        silent.stream()
                .filter(socket -> resting.isEmpty() || !isResetting(socket))
                .forEach(GatheringSocket::abandon);
    }

    private boolean isSilent(GatheringSocket socket, long nowNanos) {
        Dialogue dialogue = socket.dialogue();
        return !dialogue.isResting() && dialogue.silentNanos(nowNanos) > patience(dialogue.stage());
    }

    private static boolean isResetting(GatheringSocket socket) {
        return socket.dialogue().stage() == Dialogue.Stage.RESETTING;
    }

    private List<GatheringSocket> restingLong(long nowNanos) {
        return sockets.stream()
                .filter(socket ->
                        socket.dialogue().isResting() && socket.dialogue().silentNanos(nowNanos) > AT_ONCE.toNanos())
                .toList();
    }

    private long patience(Dialogue.Stage stage) {
        return switch (stage) {
            case OPENING, ENVELOPE, DATA -> sendNanos / 2;
            case CONTENT, HANDED_OVER -> sendNanos;
            case RESETTING, LEAVING -> AT_ONCE.toNanos();
        };
    }
}
