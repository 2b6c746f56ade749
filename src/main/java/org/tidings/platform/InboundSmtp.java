package org.tidings.platform;

import jakarta.inject.Singleton;

/** On which port this process listens for mail, for those who live in it and talk to it over the network all the same. */
@Singleton
public class InboundSmtp {

    private volatile int port;

    public void listensOn(int port) {
        this.port = port;
    }

    /** 0 while nobody listens. */
    public int port() {
        return port;
    }
}
