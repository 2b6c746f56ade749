package org.tidings.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidings.recipient.RecipientQueue.Claimed;

/** One blast's turn: a chunk of its due recipients is sent. For those who must wait for a slow receiving domain, others go. */
final class BlastTurn {

    /** Of one turn at most, so that other blasts do not wait while a long row of recipients is put off. */
    private static final int CLAIMS = 4;

    private final Leases leases;
    private final DomainThrottle domainPace;
    private final Relays relays;
    private final Clock clock;

    /** Puts a message on the wire, or tells by false that it did not begin. */
    @FunctionalInterface
    interface Sending {
        boolean send(Claimed recipient) throws InterruptedException;
    }

    BlastTurn(Leases leases, DomainThrottle domainPace, Relays relays, Clock clock) {
        this.leases = leases;
        this.domainPace = domainPace;
        this.relays = relays;
        this.clock = clock;
    }

    /**
     * The chunk is how many may go; in trouble it is one, which finds out whether the trouble is over. Tells whether there was anybody to
     * take: what is due may be locked by another node, or too much may wait to be stored.
     */
    boolean take(long blastId, int chunk, Sending sending) throws InterruptedException {
        int room = relays.isInTrouble() ? 1 : chunk;
        boolean any = false;
        for (int claims = 0; room > 0 && claims < CLAIMS; claims++) {
            List<Claimed> claimed = leases.claim(blastId, room);
            any |= !claimed.isEmpty();
            room = send(blastId, claimed, sending);
        }
        return any;
    }

    /** Tells how many were put off. */
    private int send(long blastId, List<Claimed> claimed, Sending sending) throws InterruptedException {
        Map<Claimed, Instant> dueAgain = new HashMap<>();
        claimed.forEach(recipient -> dueAgain.put(recipient, clock.instant()));
        int putOff = 0;
        try {
            for (Claimed recipient : claimed) {
                Instant turn = domainPace.putOff(recipient.email(), blastId, clock.instant());
                if (turn != null) {
                    dueAgain.put(recipient, turn);
                    putOff++;
                } else if (sending.send(recipient)) {
                    dueAgain.remove(recipient);
                } else {
                    dueAgain.put(recipient, relays.retryAt(clock.instant()));
                }
            }
        } finally {
            leases.release(dueAgain);
        }
        return putOff;
    }
}
