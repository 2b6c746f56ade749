package org.tidings.feedback;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tidings.platform.database.GroupCommit;

/**
 * Stores feedback from all sources: updates statuses through the Ledger, updates addresses and keeps the evidence, in one transaction.
 * Concurrent calls share a commit.
 */
@ApplicationScoped
public class Feedback {

    private final GroupCommit<List<FeedbackEvent>> writer;

    Feedback(FeedbackRecorder recorder) {
        writer = new GroupCommit<>(
                "feedback-writer",
                batch -> recorder.record(batch.stream().flatMap(List::stream).toList()),
                GroupCommit.Outage.refuse());
    }

    /**
     * Completes when all events are committed. Repeated events count once. Fails if the database is not available; nothing is stored then, and
     * the caller must retry.
     *
     * @param events the events of one message or webhook call; may be empty
     */
    public CompletableFuture<Void> take(List<FeedbackEvent> events) {
        return events.isEmpty() ? CompletableFuture.completedFuture(null) : writer.write(events);
    }

    @PreDestroy
    void close() {
        writer.close();
    }
}
