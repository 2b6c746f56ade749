package org.tidings.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides at RCPT whether a mailbox accepts a message. Thread-safe. */
final class RcptPolicy {
    static final Refusal NO_SUCH_MAILBOX = new Refusal(550, "5.1.1 No such mailbox here");
    static final Refusal MAILBOX_FULL = new Refusal(452, "4.2.2 Mailbox full, try again later");
    static final Refusal GREYLISTED = new Refusal(451, "4.7.1 Greylisted, try again later");
    static final Refusal BLOCKED = new Refusal(550, "5.7.1 Message refused by local policy");

    private final Map<String, Boolean> greylistPassed;

    /**
     * Creates a policy with an empty greylist.
     *
     * @param greylistSize the maximum number of messages in the greylist; an evicted message is greylisted again
     */
    RcptPolicy(int greylistSize) {
        greylistPassed = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > greylistSize;
            }
        });
    }

    /**
     * Decides about a RCPT command.
     *
     * @param sender the envelope sender. It is unique per message, so sender and recipient identify the message, as in greylisting (RFC 6647,
     *     section 2.2)
     * @return empty if the mailbox accepts the message
     */
    Optional<Refusal> refusal(String sender, String recipient) {
        return switch (Tag.of(recipient)) {
            case BOUNCE -> Optional.of(NO_SUCH_MAILBOX);
            case FULL -> Optional.of(MAILBOX_FULL);
            case BLOCKED -> Optional.of(BLOCKED);
            case GREYLIST -> isFirstAttempt(sender, recipient) ? Optional.of(GREYLISTED) : Optional.empty();
            case DELIVERY, OPEN, CLICK, PREFETCH, SCANNER, LATE_BOUNCE, COMPLAINT, AUTOREPLY, UNSUBSCRIBE ->
                Optional.empty();
        };
    }

    private boolean isFirstAttempt(String sender, String recipient) {
        String message = sender + ' ' + recipient.toLowerCase(Locale.ROOT);
        return greylistPassed.put(message, true) == null;
    }
}
