package org.tidings.report.calls;

import java.util.ArrayList;
import java.util.List;
import org.tidings.recipient.RecipientStatus;

/** What it takes for a home to count as reached. Who confirmed or answered is reached by either. */
enum Proof {
    /** The message is in a mailbox of the home. */
    DELIVERED,
    /** Somebody has opened it or clicked: for urgent notices. */
    READ;

    List<RecipientStatus> reached() {
        return switch (this) {
            case DELIVERED -> List.of(RecipientStatus.DELIVERY, RecipientStatus.OPEN, RecipientStatus.CLICK);
            case READ -> List.of(RecipientStatus.OPEN, RecipientStatus.CLICK);
        };
    }

    /** The statuses of messages by which the home is not reached. */
    List<RecipientStatus> open() {
        List<RecipientStatus> open = new ArrayList<>(List.of(RecipientStatus.values()));
        open.removeAll(reached());
        return open;
    }
}
