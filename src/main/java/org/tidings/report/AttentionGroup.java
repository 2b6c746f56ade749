package org.tidings.report;

import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientStatus;

/** A group of {@link Attention} on the page. */
record AttentionGroup(Attention.Group group, List<RecipientLine> lines) {

    public String heading() {
        return group.heading();
    }

    @Nullable
    public String nextStep() {
        return group.nextStep();
    }

    /** Whether Tidings tries these again by itself. */
    boolean isRetried() {
        return group.status() == RecipientStatus.SENT;
    }

    public int count() {
        return group.count();
    }

    /** The URL of the full list of this group. */
    public String url(String blastId) {
        UriBuilder url = UriBuilder.fromPath("/blasts/{id}")
                .queryParam("tab", "everyone")
                .queryParam("status", group.status())
                .queryParam("done", FollowUp.OPEN);
        if (!group.rule().isEmpty()) {
            url.queryParam("rule", "{rule}");
        }
        return url.resolveTemplate("id", blastId)
                .resolveTemplate("rule", group.rule())
                .build()
                .toString();
    }

    public boolean hasMore() {
        return group.count() > lines.size();
    }
}
