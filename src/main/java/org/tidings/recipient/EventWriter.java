package org.tidings.recipient;

import org.tidings.platform.database.GroupCommit;

/** Group commit of single events. */
final class EventWriter extends GroupCommit<NewEvent> {

    EventWriter(String name, Ledger ledger, Outage<NewEvent> outage) {
        super(name, ledger::apply, outage);
    }
}
