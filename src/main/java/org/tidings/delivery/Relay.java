package org.tidings.delivery;

import io.vertx.mutiny.ext.mail.MailClient;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** One next hop: a mailer of Quarkus, how much of the mail goes by it, and whether it answers. */
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final String name;
    private final int weight;
    private final MailClient client;
    private final TransportHealth health = new TransportHealth();
    private final AtomicInteger onTheWire = new AtomicInteger();
    /** What it is owed, in messages times the sum of the weights; {@link Relays} keeps it. */
    private int credit;

    /** The weight is its share in proportion to those of the others, at least 1. */
    Relay(String name, int weight, MailClient client) {
        this.name = name;
        this.weight = weight;
        this.client = client;
    }

    String name() {
        return name;
    }

    int weight() {
        return weight;
    }

    MailClient client() {
        return client;
    }

    TransportHealth health() {
        return health;
    }

    int credit() {
        return credit;
    }

    void addCredit(int more) {
        credit += more;
    }

    /** Messages that were given to it and are not concluded. */
    int onTheWire() {
        return onTheWire.get();
    }

    void began() {
        onTheWire.incrementAndGet();
    }

    /** After it was told how the message fared. */
    void concluded() {
        onTheWire.decrementAndGet();
        health.probeEnded();
    }

    /** A message got through, or was refused for its own sake. */
    void succeeded() {
        if (health.succeeded()) {
            LOG.infof("The mail server answers again (%s)", name);
        }
    }

    /** There was no conversation to speak of. */
    void failed(String sentence, Instant now) {
        boolean begins = !health.isInTrouble();
        health.failed(sentence, now);
        warn(begins, sentence);
    }

    /** It did not want this recipient's message now. Tells whether it wants no mail at all, as it turns out. */
    boolean refused(long recipientId, String sentence, Instant now) {
        boolean begins = health.refused(recipientId, sentence, now);
        warn(begins, sentence);
        return begins;
    }

    /** It wants mail more slowly. */
    void throttled(long recipientId, String sentence, Instant now) {
        warn(health.throttled(recipientId, sentence, now), sentence);
    }

    private void warn(boolean begins, String sentence) {
        if (begins) {
            LOG.warnf("%s (%s)", sentence, name);
        }
    }
}
