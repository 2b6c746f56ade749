package org.tidings.recipient;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event: the {@link Ledger} has recorded a batch, in the transaction of the connection, and all rows are written. What observes it shares the
 * locks and the fate of the batch.
 */
public final class EventsRecorded {

    private final Connection connection;
    private final List<NewEvent> accepted;
    private final List<StoredEvents.Sourced> applied;

    EventsRecorded(Connection connection, List<NewEvent> accepted, List<StoredEvents.Sourced> applied) {
        this.connection = connection;
        this.accepted = accepted;
        this.applied = applied;
    }

    public Connection connection() {
        return connection;
    }

    /**
     * Those that count: neither undecided nor caused by machines. An acceptance that was recorded before can be among them again, also of a
     * recipient that was not accepted or does not exist any more: the row of the recipient decides.
     */
    public Stream<NewEvent> counted() {
        return Stream.concat(accepted.stream(), applied.stream().map(StoredEvents.Sourced::event))
                .filter(NewEvent::counts);
    }
}
