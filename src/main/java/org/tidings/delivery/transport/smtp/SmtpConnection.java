package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.TransportConnection;

/** Keeps a session between calls, opens it when it is needed, and replaces it when it is gone. */
final class SmtpConnection implements TransportConnection {

    /** A connection that rested longer is tried before it is used. */
    private static final long RESTED_NANOS = Duration.ofMillis(250).toNanos();

    private final SmtpSettings settings;
    private final SessionOpening opening;
    private final Renderer renderer;
    private @Nullable Session session;

    SmtpConnection(SmtpSettings settings, SessionOpening opening) {
        this.settings = settings;
        this.opening = opening;
        this.renderer = new Renderer(settings.dkim());
    }

    @Override
    public <M extends OutboundMessage> void send(Supplier<@Nullable M> next, BiConsumer<M, Outcome> outcomes) {
        boolean returned = false;
        try {
            new SendLoop<>(this, next, outcomes).run();
            returned = true;
        } finally {
            if (!returned) {
                drop(); // the caller's code failed, perhaps while the server waits for content
            }
        }
        Session kept = session;
        if (kept != null) {
            kept.touch();
        }
    }

    Renderer renderer() {
        return renderer;
    }

    long sendTimeoutNanos() {
        return settings.sendTimeout().toNanos();
    }

    /** The session that is open, or a new one. */
    Session session(long deadlineNanos) throws IOException {
        Session open = usable();
        if (open == null) {
            open = opening.open(deadlineNanos, SessionListener.NONE);
            session = open;
        }
        open.wire().setDeadline(deadlineNanos);
        return open;
    }

    private @Nullable Session usable() {
        Session open = session;
        if (open != null && isUsedUp(open)) {
            leave(open);
        } else if (open != null && open.idleNanos() > RESTED_NANOS && !open.isAlive()) {
            drop();
        }
        return session;
    }

    /** The session on which something was announced. */
    Session announcedOn(long deadlineNanos) {
        Session open = Objects.requireNonNull(session);
        open.wire().setDeadline(deadlineNanos);
        return open;
    }

    private boolean isUsedUp(Session open) {
        return settings.messagesPerConnection() > 0 && open.answered() >= settings.messagesPerConnection();
    }

    /** Whether the session may carry another message after the present one. */
    boolean hasRoomAfter(Session open) {
        return settings.messagesPerConnection() == 0 || open.answered() + 1 < settings.messagesPerConnection();
    }

    private void leave(Session used) {
        session = null;
        used.quit();
    }

    /** Closes the socket at once. */
    void drop() {
        Session broken = session;
        session = null;
        if (broken != null) {
            broken.wire().close();
        }
    }

    @Override
    public void close() {
        Session open = session;
        if (open != null) {
            leave(open);
        }
    }
}
