package org.tidings.blast;

import java.util.Optional;
import org.tidings.message.OutgoingMessage;

/** Sends one message at once, outside every queue and count. The mail transport provides it: this room does not know that one. */
public interface TestSender {

    /**
     * Hands the message to the mail server and waits for its answer, as long as the transport's own limit.
     *
     * @return nothing when it was accepted, else why not, as a sentence
     */
    Optional<String> send(OutgoingMessage message);
}
