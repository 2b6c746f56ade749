package org.tidings.simulator;

import java.time.Clock;
import java.util.Optional;

/** The far side of the internet: takes or refuses messages, puts them into inboxes and lets their owners react. */
final class MailSystem {
    private static final int GREYLIST_MEMORY = 200_000;

    private final RcptPolicy doorkeeper = new RcptPolicy(GREYLIST_MEMORY);
    private final Inboxes inboxes;
    private final Reactions reactions;
    private final Clock clock;

    MailSystem(Inboxes inboxes, Reactions reactions, Clock clock) {
        this.inboxes = inboxes;
        this.reactions = reactions;
        this.clock = clock;
    }

    /** Whether the mailbox takes a message; a refusal is kept for the inbox page. */
    Optional<Refusal> refusal(String sender, String recipient) {
        Optional<Refusal> refusal = doorkeeper.refusal(sender, recipient);
        refusal.ifPresent(no -> inboxes.add(Arrival.refused(recipient, sender, no, clock.instant())));
        return refusal;
    }

    void deliver(String sender, String recipient, byte[] raw) {
        Arrival arrival = Arrival.accepted(recipient, sender, raw, clock.instant());
        inboxes.add(arrival);
        reactions.begin(arrival);
    }
}
