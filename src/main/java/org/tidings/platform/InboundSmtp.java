package org.tidings.platform;

import jakarta.inject.Singleton;

/** The port of this process's SMTP listener for inbound mail. Used by the simulator, which connects to it over the network. */
@Singleton
public class InboundSmtp {

    private volatile int port;

    public void setPort(int port) {
        this.port = port;
    }

    /** 0 when the listener is not running. */
    public int port() {
        return port;
    }
}
