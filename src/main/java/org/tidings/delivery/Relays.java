package org.tidings.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways mail can go. Each message goes by one of those that answer, in proportion to their weights; one in trouble gets a single message
 * now and then, which finds out whether it is over. Only when all are in trouble there is trouble at all.
 */
final class Relays {

    private final List<Relay> relays;
    private final int connections;
    private final int weights;

    /**
     * At least one.
     *
     * @param connections of all together; while others answer none holds more than its share, so that a slow one slows nobody else down
     */
    Relays(List<Relay> relays, int connections) {
        this.relays = List.copyOf(relays);
        this.connections = connections;
        this.weights = relays.stream().mapToInt(Relay::weight).sum();
    }

    List<Relay> all() {
        return relays;
    }

    /** How much of the mail goes by this one while all answer, in percent. */
    int share(Relay relay) {
        return Math.round(100f * relay.weight() / weights);
    }

    /** The relay for the next message, which is on the wire from now on; null when none may be tried at the moment. */
    synchronized @Nullable Relay next(Instant now) {
        for (Relay relay : relays) {
            if (relay.health().isInTrouble() && relay.health().mayProbe(now)) {
                return begun(relay);
            }
        }
        List<Relay> ready = relays.stream()
                .filter(relay -> !relay.health().isInTrouble()
                        && relay.health().pause(now).isZero())
                .toList();
        if (ready.isEmpty()) {
            return null;
        }
        List<Relay> withRoom = ready.stream().filter(this::hasRoom).toList();
        return begun(byWeight(withRoom.isEmpty() ? ready : withRoom));
    }

    private boolean hasRoom(Relay relay) {
        return (long) relay.onTheWire() * weights < (long) connections * relay.weight();
    }

    /** Smooth weighted round robin, as nginx does it: 3 to 1 goes a a b a and not a a a b. */
    private static Relay byWeight(List<Relay> candidates) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        candidates.forEach(relay -> relay.addCredit(relay.weight()));
        Relay chosen =
                candidates.stream().max(Comparator.comparingInt(Relay::credit)).orElseThrow();
        chosen.addCredit(-candidates.stream().mapToInt(Relay::weight).sum());
        return chosen;
    }

    private static Relay begun(Relay relay) {
        relay.began();
        return relay;
    }

    boolean isInTrouble() {
        return relays.stream().allMatch(relay -> relay.health().isInTrouble());
    }

    /** Why nothing leaves, and since when; null as long as one relay answers. */
    TransportHealth.@Nullable Trouble trouble() {
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
    Duration pause(Instant now) {
        return relays.stream()
                .map(relay -> relay.health().pause(now))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** When a recipient that was held back may be due again. */
    Instant retryAt(Instant now) {
        return now.plus(pause(now));
    }
}
