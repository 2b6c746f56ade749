package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes what came back, however it came, and makes it count: statuses by way of the Ledger, addresses, and the evidence, in one
 * transaction. What comes at the same time shares a commit.
 */
@ApplicationScoped
public class Feedback {

    /**
     * Completes once all of it is committed, so that whoever brought it may be told so; what was taken before counts once. Fails with a
     * {@link org.tidings.platform.database.DatabaseException} while the database is away: nothing of it is stored then, and whoever brought
     * it must bring it again.
     *
     * @param news all that one message or event tells; may be empty
     */
    public CompletableFuture<Void> take(List<News> news) {
        throw new UnsupportedOperationException("Follows; " + news.size());
    }
}
