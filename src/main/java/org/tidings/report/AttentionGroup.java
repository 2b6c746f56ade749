package org.tidings.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of {@link Attention} as a page shows it. */
record AttentionGroup(Attention.Group group, List<RecipientLine> lines) {

    String heading() {
        return group.heading();
    }

    @Nullable
    String nextStep() {
        return group.nextStep();
    }

    int count() {
        return group.count();
    }

    boolean hasMore() {
        return group.count() > lines.size();
    }
}
