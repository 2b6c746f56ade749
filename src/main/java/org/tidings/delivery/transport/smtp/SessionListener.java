package org.tidings.delivery.transport.smtp;

/** Follows one session from the connection to QUIT. Called on the session's thread. */
public interface SessionListener {

    /** Ignores everything. */
    SessionListener NONE = new SessionListener() {};

    /** A TCP connection was made. */
    default void connected(String address) {}

    /** The TLS handshake succeeded. */
    default void encrypted(String protocol, String cipherSuite) {}

    /** A command is sent; passwords and tokens are replaced. Not called for the envelopes and contents of messages. */
    default void sent(String command) {}

    /** A line of a reply was received. */
    default void received(String line) {}
}
