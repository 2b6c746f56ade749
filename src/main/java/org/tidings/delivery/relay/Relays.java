package org.tidings.delivery.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relays of this node. Each message goes by one that answers, in proportion to the weights; one in trouble gets a single message now and
 * then, which finds out whether the trouble is over. Safe for use by several threads.
 */
public final class Relays {

    private final List<Relay> relays;
    private final int connections;
    /** The relays among which messages are shared by weight at present. */
    private List<Relay> compared = List.of();

    /**
     * At least one.
     *
     * @param connections of all relays together; none uses more than its share of them while others answer, so that a slow one slows no other
     *     down
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

    /** How much of the mail goes by this one while all answer, in percent. */
    public int share(Relay relay) {
        int weights = relays.stream().mapToInt(Relay::weight).sum();
        return Math.round(100f * relay.weight() / weights);
    }

    /** Whether a further connection of the relay would get a message at the moment. To be asked before anything else is waited for. */
    public boolean mayUse(Relay relay, Instant now) {
        return relays.size() == 1 || hasRoomAndIsNotAhead(relay, now);
    }

    private synchronized boolean hasRoomAndIsNotAhead(Relay relay, Instant now) {
        return hasRoom(relay, usable(now)) && !isAhead(relay, now);
    }

    /** Whether a further connection of the relay may send; if so it counts as busy from now on. */
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

    /** Whether {@link #take} would permit a message now. */
    public boolean mayTake(Relay relay, Instant now) {
        return relays.size() == 1 || !isAhead(relay, now);
    }

    /**
     * Whether the next message may go by this relay. It may not while that would be more than its share, and another relay that lags behind has
     * connections to spare. If so, the message counts.
     */
    public boolean take(Relay relay, Instant now) {
        if (!mayTake(relay, now)) {
            return false;
        }
        relay.taken().incrementAndGet();
        return true;
    }

    /** Messages by weight, compared with the one that has got the least of those that have room. */
    private synchronized boolean isAhead(Relay relay, Instant now) {
        List<Relay> usable = usable(now);
        if (!usable.equals(compared)) {
            compared = usable;
            relays.forEach(one -> one.taken().set(0)); // what one missed is not made up for
        }
        long mine = relay.taken().get() * 1_000 / relay.weight();
        long slack = 1_000L * connections / relay.weight();
        return usable.stream()
                .filter(other -> !other.equals(relay) && hasRoom(other, usable))
                .anyMatch(other -> mine > other.taken().get() * 1_000 / other.weight() + slack);
    }

    /** Those that answer and do not rest. */
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

    /** One that answers or, where none does, the first. */
    public Relay forTest() {
        return answering().stream().findFirst().orElse(relays.get(0));
    }

    /** Why nothing is sent, and since when; null as long as one relay answers. */
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

    /** How long to leave them all alone; zero when one may be tried. */
    public Duration pause(Instant now) {
        return relays.stream()
                .map(relay -> relay.health().pause(now))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
