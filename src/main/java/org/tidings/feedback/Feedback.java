package org.tidings.feedback;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tidings.platform.database.GroupCommit;

/**
 * Takes what came back, however it came, and makes it count: statuses by way of the Ledger, addresses, and the evidence, in one
 * transaction. What comes at the same time shares a commit.
 */
@ApplicationScoped
public class Feedback {

    private final GroupCommit<List<FeedbackEvent>> writer;

    Feedback(FeedbackRecorder book) {
        writer = new GroupCommit<>(
                "feedback-writer",
                batch -> book.enter(batch.stream().flatMap(List::stream).toList()),
                GroupCommit.Outage.refuse());
    }

    /**
     * Completes once all of it is committed, so that whoever brought it may be told so; what was taken before counts once. Fails while the
     * database is away: nothing of it is stored then, and whoever brought it must bring it again.
     *
     * @param news all that one message or event tells; may be empty
     */
    public CompletableFuture<Void> take(List<FeedbackEvent> news) {
        return news.isEmpty() ? CompletableFuture.completedFuture(null) : writer.write(news);
    }

    @PreDestroy
    void close() {
        writer.close();
    }
}
