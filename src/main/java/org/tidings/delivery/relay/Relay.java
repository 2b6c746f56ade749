package org.tidings.delivery.relay;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.tidings.delivery.transport.Transport;

/** A next hop: how to reach it, how much of the mail goes by it, and whether it answers. Safe for use by several threads. */
public final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final String name;
    private final int weight;
    private final Transport transport;
    private final TransportHealth health = new TransportHealth();
    private final AtomicInteger busyConnections = new AtomicInteger();
    /** Messages given to it; {@link Relays} compares it with those of the others. */
    private final AtomicLong taken = new AtomicLong();

    /** The weight is its share in proportion to those of the others, at least 1. */
    public Relay(String name, int weight, Transport transport) {
        this.name = name;
        this.weight = weight;
        this.transport = transport;
    }

    public String name() {
        return name;
    }

    int weight() {
        return weight;
    }

    public Transport transport() {
        return transport;
    }

    public TransportHealth health() {
        return health;
    }

    int busyConnections() {
        return busyConnections.get();
    }

    void connectionBegan() {
        busyConnections.incrementAndGet();
    }

    /** A connection has nothing to send, or waits. */
    public void connectionRests() {
        busyConnections.decrementAndGet();
    }

    AtomicLong taken() {
        return taken;
    }

    /** A message was accepted, or refused for its own sake. */
    public void succeeded() {
        if (health.isInTrouble() && health.succeeded()) {
            LOG.infof("The mail server answers again (%s)", name);
        } else {
            health.clearRefusals();
        }
    }

    /** There was no reply about a message. */
    public void failed(String sentence, Instant now) {
        boolean begins = !health.isInTrouble();
        health.failed(sentence, now);
        warn(begins, sentence);
    }

    /** It did not accept a message at this moment. @return whether it accepts no mail at all, as it turns out */
    public boolean refused(Object recipient, String sentence, Instant now) {
        boolean begins = health.refused(recipient, sentence, now);
        warn(begins, sentence);
        return begins;
    }

    /** It asks for mail more slowly. */
    public void throttled(Object recipient, String sentence, Instant now) {
        warn(health.throttled(recipient, sentence, now), sentence);
    }

    private void warn(boolean begins, String sentence) {
        if (begins) {
            LOG.warnf("%s (%s)", sentence, name);
        }
    }
}
