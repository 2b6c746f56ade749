package org.tidings.delivery.dispatch;

import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.RenderedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.QueuedRecipients.Queued;

/** A recipient of a claimed range on its way to a connection. */
final class QueuedMessage implements OutboundMessage {

    private final ClaimedRange range;
    private final Queued recipient;
    private final PreparedMessage message;
    private @Nullable RenderedMessage rendered;

    QueuedMessage(ClaimedRange range, Queued recipient) {
        this(range, recipient, range.message());
    }

    /** @param message that of the recipient's round */
    QueuedMessage(ClaimedRange range, Queued recipient, PreparedMessage message) {
        this.message = message;
        this.range = range;
        this.recipient = recipient;
    }

    ClaimedRange range() {
        return range;
    }

    Queued recipient() {
        return recipient;
    }

    String domain() {
        return recipient.email().substring(recipient.email().lastIndexOf('@') + 1);
    }

    @Override
    public RenderedMessage rendered() {
        RenderedMessage done = rendered;
        if (done == null) {
            done = message.render(person());
            rendered = done;
        }
        return done;
    }

    @Override
    public boolean isValid() {
        return range.isValid(System.nanoTime()) && !range.isIneligible(recipient.key());
    }

    private Person person() {
        return new Person(
                new TokenSubject(recipient.key().blastId(), recipient.key().seq(), recipient.addressId()),
                recipient.email(),
                recipient.firstName(),
                recipient.lastName(),
                recipient.fields());
    }
}
