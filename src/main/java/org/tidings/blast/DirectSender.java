package org.tidings.blast;

import java.util.Optional;
import org.tidings.message.RenderedMessage;

/** Sends one message at once, outside every queue and count. Implemented by the feature that delivers, which this one does not know. */
public interface DirectSender {

    /**
     * Hands the message to the mail server and waits for its reply, as long as the limit of the transport.
     *
     * @return empty if it was accepted
     */
    Optional<Refusal> send(RenderedMessage message);

    /**
     * Why a message was not accepted.
     *
     * @param sentence for staff
     * @param permanent whether another attempt would be refused, too
     */
    record Refusal(String sentence, boolean permanent) {}
}
