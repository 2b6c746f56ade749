package org.tidings.report;

import jakarta.ws.rs.core.UriBuilder;
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

    /** The list of everyone in it. */
    String url(String blastId) {
        UriBuilder url = UriBuilder.fromPath("/blasts/{id}")
                .queryParam("tab", "everyone")
                .queryParam("status", group.status());
        if (group.rule() != null) {
            url.queryParam("rule", "{rule}");
        }
        return url.resolveTemplate("id", blastId)
                .resolveTemplate("rule", String.valueOf(group.rule()))
                .build()
                .toString();
    }

    boolean hasMore() {
        return group.count() > lines.size();
    }
}
