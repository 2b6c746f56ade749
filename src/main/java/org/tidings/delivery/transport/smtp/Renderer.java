package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.RelayErrors;
import org.tidings.message.RenderedMessage;

/** Renders and signs messages into two buffers that take turns: a message and the one after it exist at the same time. For one thread. */
final class Renderer {

    private static final Logger LOG = Logger.getLogger(Renderer.class);

    private final @Nullable DkimSigner dkim;
    private final OctetBuffer[] buffers = {new OctetBuffer(16 * 1024), new OctetBuffer(16 * 1024)};
    private int turn;

    Renderer(@Nullable DkimSigner dkim) {
        this.dkim = dkim;
    }

    <M extends OutboundMessage> Outgoing<M> render(M message) {
        try {
            RenderedMessage rendered = message.rendered();
            Envelope envelope = Envelope.of(rendered);
            if (!envelope.isSafe()) {
                return Outgoing.failed(message, failure("An address contains a control character"));
            }
            turn = 1 - turn;
            OctetBuffer buffer = buffers[turn];
            buffer.clear();
            rendered.writeBeginningTo(buffer);
            byte[] end = rendered.sharedEnd();
            String signature = dkim == null ? "" : dkim.sign(buffer, end);
            return Outgoing.of(message, new RenderedContent(envelope, signature, buffer, end));
        } catch (IOException | RuntimeException | StackOverflowError failure) {
            LOG.warnf("A message cannot be rendered: %s", failure);
            LOG.debug("A message cannot be rendered", failure);
            return Outgoing.failed(message, failure(RelayErrors.text(failure)));
        }
    }

    private static Outcome failure(String text) {
        return Outcome.unrenderable(text);
    }
}
