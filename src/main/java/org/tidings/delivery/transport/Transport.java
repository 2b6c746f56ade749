package org.tidings.delivery.transport;

/** Sends messages to one relay. Safe for use by several threads. */
public interface Transport extends AutoCloseable {

    /** A connection for the use of one thread at a time. It connects when its first message is sent. */
    TransportConnection open();

    /** Closes what all connections share. */
    @Override
    void close();
}
