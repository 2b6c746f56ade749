package org.tidings.queue;

import io.quarkus.test.junit.QuarkusMock;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.time.TestClock;

/** A queue of its own for each test, with empty tables and without the dispatcher of the application. */
abstract class QueueTest {

    static final Duration LEASE = Duration.ofMinutes(5);
    static final long ANN = 1_000_001;
    static final long BEN = 1_000_002;
    static final long BLAST = 2_000_001;
    static final long OTHER = 2_000_002;

    @Inject
    QueueTables tables;

    @Inject
    EmptyQueue empty;

    @Inject
    Transactions transactions;

    @Inject
    TestClock clock;

    DeliveryQueue queue;

    @BeforeEach
    void emptyTables() {
        QuarkusMock.installMockForType(empty, DeliveryQueue.class);
        queue = new DeliveryQueue(transactions, clock);
        tables.clear();
    }

    @AfterEach
    void leaveNothing() {
        clock.reset();
        tables.clear();
    }
}
