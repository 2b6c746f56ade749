package org.tidings.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says at RCPT whether a mailbox takes a message. Safe for many conversations at once. */
final class RcptPolicy {
    static final Refusal NO_SUCH_MAILBOX = new Refusal(550, "5.1.1 No such mailbox here");
    static final Refusal MAILBOX_FULL = new Refusal(452, "4.2.2 Mailbox full, try again later");
    static final Refusal GREYLISTED = new Refusal(451, "4.7.1 Greylisted, try again later");
    static final Refusal BLOCKED = new Refusal(550, "5.7.1 Message refused by local policy");

    private final Map<String, Boolean> greylistPassed;

    /**
     * A doorkeeper that has seen nobody yet.
     *
     * @param greylistMemory how many messages greylisting remembers; a forgotten one has to wait once more
     */
    RcptPolicy(int greylistMemory) {
        greylistPassed = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > greylistMemory;
            }
        });
    }

    /**
     * What the mailbox says to a recipient line.
     *
     * @param sender the envelope sender; Tidings gives each message one of its own, so that with the recipient it names
     *     the message, as greylisting does (RFC 6647, section 2.2)
     * @return empty where the mailbox takes the message
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
