package org.tidings.delivery.transport;

import org.tidings.message.RenderedMessage;

/** A message in the hands of a transport. */
public interface OutboundMessage {

    /** The message, rendered for its one recipient. The same object at every call. */
    RenderedMessage rendered();

    /** Whether it may still be sent; asked again just before its content when that follows its announcement after a while. */
    default boolean isValid() {
        return true;
    }
}
