package org.tidings.recipient;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.GroupCommit;

/**
 * Where single events come in to share commits on their way to the {@link Ledger}. Two writers, so that a storm of opens never holds up the
 * outcomes of sending. While the database is away outcomes wait, and with them the sending; hits go to the {@link Spool} at once.
 */
@ApplicationScoped
public class EventIntake {

    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    private final GroupCommit<NewEvent> outcomes;
    private final GroupCommit<NewEvent> hits;
    private final Spool spool;
    private final Ledger ledger;

    EventIntake(Ledger ledger, PlatformConfig config, ObjectMapper json) {
        this.ledger = ledger;
        this.spool = new Spool(config.dataDir(), json);
        this.outcomes = new GroupCommit<>("outcome-writer", ledger::apply, batch -> false);
        this.hits = new GroupCommit<>("hit-writer", ledger::apply, this::spool);
    }

    /** Completes once the outcome of a delivery attempt is committed, however long that takes. */
    public CompletableFuture<Void> outcome(NewEvent event) {
        return outcomes.write(event);
    }

    /** Completes once the hit is committed or spooled. Give it a source id: a spooled one may be replayed twice */
    public CompletableFuture<Void> hit(NewEvent event) {
        return hits.write(event);
    }

    private boolean spool(List<NewEvent> batch) {
        spool.append(batch);
        return true;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void replaySpool() {
        if (!spool.isEmpty()) {
            try {
                spool.replay(ledger::apply);
            } catch (DatabaseException stillAway) {
                LOG.debugf("The spool waits: %s", stillAway.getMessage());
            }
        }
    }

    @PreDestroy
    void close() {
        hits.close();
        outcomes.close();
    }
}
