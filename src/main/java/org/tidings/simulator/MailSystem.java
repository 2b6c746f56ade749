package org.tidings.simulator;

import java.time.Clock;
import java.util.Optional;

/** The receiving side: accepts or rejects messages, stores them in inboxes and starts the recipients' reactions. */
final class MailSystem {
    private static final int GREYLIST_SIZE = 200_000;

    private final RcptPolicy policy = new RcptPolicy(GREYLIST_SIZE);
    private final Inboxes inboxes;
    private final Reactions reactions;
    private final Clock clock;

    MailSystem(Inboxes inboxes, Reactions reactions, Clock clock) {
        this.inboxes = inboxes;
        this.reactions = reactions;
        this.clock = clock;
    }

    /** Returns the refusal, if the mailbox rejects the message, and records it for the inbox page. */
    Optional<Refusal> refusal(String sender, String recipient) {
        Optional<Refusal> refusal = policy.refusal(sender, recipient);
        refusal.ifPresent(no -> inboxes.add(Arrival.refused(recipient, sender, no, clock.instant())));
        return refusal;
    }

    void deliver(String sender, String recipient, byte[] raw) {
        Arrival arrival = Arrival.accepted(recipient, sender, raw, clock.instant());
        inboxes.add(arrival);
        reactions.begin(arrival);
    }
}
