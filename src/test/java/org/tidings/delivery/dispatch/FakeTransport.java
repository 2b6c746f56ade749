package org.tidings.delivery.dispatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.Transport;
import org.tidings.delivery.transport.TransportConnection;

/** A transport whose server replies as the test wants. It takes the next message while the reply to the one before is outstanding. */
final class FakeTransport implements Transport {

    private final Function<QueuedMessage, Outcome> server;
    private final List<QueuedMessage> begun = new CopyOnWriteArrayList<>();

    /** What the server says to a message may block, or throw as a broken transport does. */
    FakeTransport(Function<QueuedMessage, Outcome> server) {
        this.server = server;
    }

    /** The messages whose content was sent, in order. */
    List<QueuedMessage> begun() {
        return begun;
    }

    @Override
    public TransportConnection open() {
        return new TransportConnection() {
            @Override
            public <M extends OutboundMessage> void send(Supplier<@Nullable M> next, BiConsumer<M, Outcome> outcomes) {
                M message = next.get();
                while (message != null) {
                    begun.add((QueuedMessage) message);
                    Outcome outcome = server.apply((QueuedMessage) message);
                    M ahead = next.get();
                    outcomes.accept(message, outcome);
                    message = ahead == null ? next.get() : ahead;
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
