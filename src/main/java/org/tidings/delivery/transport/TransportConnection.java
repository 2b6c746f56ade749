package org.tidings.delivery.transport;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One SMTP connection to a relay, which is reused for many messages. For one thread at a time. */
public interface TransportConnection extends AutoCloseable {

    /**
     * Takes messages from {@code next} and sends them, one after the other, until it returns null or the connection fails. Blocks until every
     * message that was taken has its outcome. Never throws for what a server replies or for a failed connection.
     *
     * <p>A transport may take the next message while it still waits for the reply to the one before, and send its envelope ahead (RFC 2920).
     * It never sends the content of a message before the reply to the content of the one before has arrived: at most one message of a
     * connection is in doubt when the process is killed.
     *
     * @param next the next message, or null when there is none at the moment; called on this thread
     * @param outcomes called on this thread exactly once for each message taken, in their order. A message that cannot be rendered has an
     *     outcome too, with the verdict {@code UNKNOWN} and the rule {@code rendering}
     */
    <M extends OutboundMessage> void send(Supplier<@Nullable M> next, BiConsumer<M, Outcome> outcomes);

    /** Says QUIT and closes the socket. A later {@link #send} connects again. */
    @Override
    void close();
}
