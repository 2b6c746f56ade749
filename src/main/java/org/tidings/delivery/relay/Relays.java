package org.tidings.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relays of this node. Messages are distributed by weight among the available ones. An unavailable relay gets a single message at
 * intervals, to detect its recovery. Thread-safe.
 */
public final class Relays {

    private final List<Relay> relays;
    private final int connections;
    /** The relays among which messages are currently distributed. */
    private List<Relay> compared = List.of();

    /**
     * Creates the set of relays.
     *
     * @param relays at least one
     * @param connections maximum number of connections to all relays together; while others are available, each relay uses at most its share,
     *     so that a slow relay does not slow down the others
     */
    public Relays(List<Relay> relays, int connections) {
        this.relays = List.copyOf(relays);
        this.connections = connections;
    }

    public List<Relay> all() {
        return relays;
    }

    public int connections() {
        return connections;
    }

    /** The percentage of messages that go through this relay while all are available. */
    public int share(Relay relay) {
        int weights = relays.stream().mapToInt(Relay::weight).sum();
        return Math.round(100f * relay.weight() / weights);
    }

    /** Whether another connection of the relay would currently get a message. Check this before waiting for anything else. */
    public boolean mayUse(Relay relay, Instant now) {
        return relays.size() == 1 || hasRoomAndIsNotAhead(relay, now);
    }

    private synchronized boolean hasRoomAndIsNotAhead(Relay relay, Instant now) {
        return hasRoom(relay, usable(now)) && !isAhead(relay, now);
    }

    /** Returns whether another connection of the relay may send; if so, counts it as busy. */
    public boolean beginConnection(Relay relay, Instant now) {
        if (relays.size() == 1) {
            relay.connectionBegan();
            return true;
        }
        return beginIfRoom(relay, now);
    }

    private synchronized boolean beginIfRoom(Relay relay, Instant now) {
        boolean room = hasRoom(relay, usable(now));
        if (room) {
            relay.connectionBegan();
        }
        return room;
    }

    private boolean hasRoom(Relay relay, List<Relay> usable) {
        int weights = usable.stream().mapToInt(Relay::weight).sum();
        return (long) relay.busyConnections() * Math.max(weights, relay.weight()) < (long) connections * relay.weight();
    }

    /** Whether {@link #take} would currently succeed. */
    public boolean mayTake(Relay relay, Instant now) {
        return relays.size() == 1 || !isAhead(relay, now);
    }

    /**
     * Assigns the next message to this relay, and returns whether it did. Fails if the relay is ahead of its share and another relay that is
     * behind has free connections.
     */
    public boolean take(Relay relay, Instant now) {
        if (!mayTake(relay, now)) {
            return false;
        }
        relay.taken().incrementAndGet();
        return true;
    }

    /** Compares the messages per weight with those of the other relays that have free connections. */
    private synchronized boolean isAhead(Relay relay, Instant now) {
        List<Relay> usable = usable(now);
        if (!usable.equals(compared)) {
            compared = usable;
            relays.forEach(one -> one.taken().set(0)); // missed shares are not caught up
        }
        long mine = relay.taken().get() * 1_000 / relay.weight();
        long slack = 1_000L * connections / relay.weight();
        return usable.stream()
                .filter(other -> !other.equals(relay) && hasRoom(other, usable))
                .anyMatch(other -> mine > other.taken().get() * 1_000 / other.weight() + slack);
    }

    /** Available relays, without those that are paused. */
    private List<Relay> usable(Instant now) {
        return answering().stream()
                .filter(relay -> relay.health().pause(now).isZero())
                .toList();
    }

    private List<Relay> answering() {
        return relays.stream().filter(relay -> !relay.health().isInTrouble()).toList();
    }

    public boolean isInTrouble() {
        for (Relay relay : relays) {
            if (!relay.health().isInTrouble()) {
                return false;
            }
        }
        return true;
    }

    /** An available relay, or the first one if none is available. */
    public Relay forTest() {
        return answering().stream().findFirst().orElse(relays.get(0));
    }

    /** Why nothing is sent, and since when; null while at least one relay is available. */
    public TransportHealth.@Nullable Trouble trouble() {
        List<String> sentences = new ArrayList<>();
        Instant since = Instant.MIN;
        for (Relay relay : relays) {
            TransportHealth.Trouble trouble = relay.health().trouble();
            if (trouble == null) {
                return null;
            }
            sentences.add(relays.size() == 1 ? trouble.sentence() : relay.name() + ": " + trouble.sentence());
            since = trouble.since().isAfter(since) ? trouble.since() : since;
        }
        return new TransportHealth.Trouble(String.join("; ", sentences), since);
    }

    /** The time until a relay may be tried; zero if one may be tried now. */
    public Duration pause(Instant now) {
        return relays.stream()
                .map(relay -> relay.health().pause(now))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
