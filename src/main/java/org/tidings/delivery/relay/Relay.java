package org.tidings.delivery.relay;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.tidings.delivery.transport.Transport;

/** A next hop with its transport, weight and health. Thread-safe. */
public final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final String name;
    private final int weight;
    private final Transport transport;
    private final TransportHealth health = new TransportHealth();
    private final AtomicInteger busyConnections = new AtomicInteger();
    /** The number of messages assigned to this relay; {@link Relays} compares it with that of the others. */
    private final AtomicLong taken = new AtomicLong();

    /**
     * Creates a relay without connecting.
     *
     * @param weight share of the messages relative to the other relays, at least 1
     */
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

    /** A connection has nothing to send, or is waiting. */
    public void connectionRests() {
        busyConnections.decrementAndGet();
    }

    AtomicLong taken() {
        return taken;
    }

    /** A message was accepted, or refused for a reason that concerns only this message. */
    public void succeeded() {
        if (health.isInTrouble() && health.succeeded()) {
            LOG.infof("The mail server answers again (%s)", name);
        } else {
            health.clearRefusals();
        }
    }

    /** A message got no reply. */
    public void failed(String sentence, Instant now) {
        boolean begins = !health.isInTrouble();
        health.failed(sentence, now);
        warn(begins, sentence);
    }

    /**
     * The relay temporarily refused a message.
     *
     * @return whether this makes the relay unavailable
     */
    public boolean refused(Object recipient, String sentence, Instant now) {
        boolean begins = health.refused(recipient, sentence, now);
        warn(begins, sentence);
        return begins;
    }

    /** The relay asked for a lower rate. */
    public void throttled(Object recipient, String sentence, Instant now) {
        warn(health.throttled(recipient, sentence, now), sentence);
    }

    private void warn(boolean begins, String sentence) {
        if (begins) {
            LOG.warnf("%s (%s)", sentence, name);
        }
    }
}
