package org.tidings.report;

import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientStatus;

/**
 * A page of the list of recipients, with its filter and the links to other pages.
 *
 * @param large whether the search matches prefixes only
 */
record RecipientListView(
        String blastId,
        RecipientFilter filter,
        RecipientSort sort,
        List<RecipientLine> lines,
        @Nullable String previousCursor,
        @Nullable String nextCursor,
        boolean large) {

    @Nullable
    public String previous() {
        return previousCursor == null ? null : url(previousCursor);
    }

    @Nullable
    public String next() {
        return nextCursor == null ? null : url(nextCursor);
    }

    public String first() {
        return url(null);
    }

    public RecipientStatus[] statuses() {
        return RecipientStatus.values();
    }

    public AnswerFilter[] answers() {
        return AnswerFilter.values();
    }

    /** The heading of the rule if the list is filtered by one. */
    @Nullable
    public String ruleHeading() {
        return filter.rule() == null || filter.status() == null
                ? null
                : NextStep.heading(filter.status(), filter.rule());
    }

    private String url(@Nullable String cursor) {
        UriBuilder url = UriBuilder.fromPath("/blasts/{id}").queryParam("tab", "everyone");
        if (filter.status() != null) {
            url.queryParam("status", filter.status());
        }
        if (filter.rule() != null) {
            url.queryParam("rule", "{rule}");
        }
        if (filter.answer() != null) {
            url.queryParam("answer", filter.answer());
        }
        if (!filter.q().isEmpty()) {
            url.queryParam("q", "{q}");
        }
        if (sort != RecipientSort.ADDRESS) {
            url.queryParam("sort", sort);
        }
        if (cursor != null) {
            url.queryParam("cursor", cursor);
        }
        return url.resolveTemplate("id", blastId)
                .resolveTemplate("rule", String.valueOf(filter.rule()))
                .resolveTemplate("q", filter.q())
                .build()
                .toString();
    }
}
