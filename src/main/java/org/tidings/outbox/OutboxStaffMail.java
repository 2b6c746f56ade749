package org.tidings.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.tidings.account.StaffMail;

/** Messages to staff by the {@link Outbox}. */
@ApplicationScoped
class OutboxStaffMail implements StaffMail {

    private final Outbox outbox;

    OutboxStaffMail(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void add(long accountId, Message message) {
        outbox.add(
                accountId,
                new OutboxMail(
                        message.to(),
                        message.subject(),
                        message.before(),
                        message.action(),
                        message.path(),
                        message.after()));
    }
}
