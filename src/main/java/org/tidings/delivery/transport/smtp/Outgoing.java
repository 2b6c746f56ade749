package org.tidings.delivery.transport.smtp;

import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;

/** A message that was taken and has no outcome yet, and how far it has come. */
final class Outgoing<M extends OutboundMessage> {

    private final M message;
    private final @Nullable RenderedContent content;
    private final @Nullable Outcome failure;
    private boolean announced;
    private boolean repeated;

    private Outgoing(M message, @Nullable RenderedContent content, @Nullable Outcome failure) {
        this.message = message;
        this.content = content;
        this.failure = failure;
    }

    static <M extends OutboundMessage> Outgoing<M> of(M message, RenderedContent content) {
        return new Outgoing<>(message, content, null);
    }

    /** One that cannot be sent. */
    static <M extends OutboundMessage> Outgoing<M> failed(M message, Outcome failure) {
        return new Outgoing<>(message, null, failure);
    }

    M message() {
        return message;
    }

    /** Null exactly when there is a failure. */
    @Nullable
    RenderedContent content() {
        return content;
    }

    /** Why it cannot be sent; null when it can. */
    @Nullable
    Outcome failure() {
        return failure;
    }

    /** True when its envelope was sent on the present connection. */
    boolean isAnnounced() {
        return announced;
    }

    void announced() {
        announced = true;
    }

    /** Whether it was not yet begun again on another connection. From now on it was. */
    boolean beginAgain() {
        announced = false;
        boolean first = !repeated;
        repeated = true;
        return first;
    }
}
