package org.tidings.report;

import jakarta.ws.rs.core.UriBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientStatus;

/**
 * A page of the list of recipients, with its filter and the links to other pages.
 *
 * @param rounds the numbers of the rounds after the first sending
 * @param linkLabel the label of the link by which the list is filtered
 * @param large whether the search matches prefixes only
 */
record RecipientListView(
        String blastId,
        RecipientFilter filter,
        RecipientSort sort,
        List<RecipientLine> lines,
        List<Integer> rounds,
        @Nullable String linkLabel,
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

    /** Whether the list is filtered by this round. */
    public boolean isRound(int round) {
        return filter.more().round() != null && filter.more().round() == round;
    }

    /** What the list is filtered by beside the fields of the form, in words; null for nothing. */
    @Nullable
    public String only() {
        List<String> parts = new ArrayList<>();
        if (filter.rule() != null && filter.status() != null) {
            parts.add(NextStep.heading(filter.status(), filter.rule()));
        }
        RecipientFilter.More more = filter.more();
        if (more.mark() != null) {
            parts.add(more.mark().heading());
        }
        if (more.link() != null) {
            parts.add("clicked " + (linkLabel == null ? "this link" : "'" + linkLabel + "'"));
        }
        if (more.done() != null) {
            parts.add(more.done().words());
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    /** The parameters that the form keeps. */
    public Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        RecipientFilter.More more = filter.more();
        put(kept, "rule", filter.rule());
        put(kept, "mark", more.mark());
        put(kept, "link", more.link());
        put(kept, "done", more.done());
        return kept;
    }

    private static void put(Map<String, String> kept, String name, @Nullable Object value) {
        if (value != null) {
            kept.put(name, value.toString());
        }
    }

    private String url(@Nullable String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("tab", "everyone"));
        put(parameters, "status", filter.status());
        parameters.putAll(kept());
        put(parameters, "round", filter.more().round());
        put(parameters, "answer", filter.answer());
        put(parameters, "q", filter.q().isEmpty() ? null : filter.q());
        put(parameters, "sort", sort == RecipientSort.ADDRESS ? null : sort);
        put(parameters, "cursor", cursor);
        UriBuilder url = UriBuilder.fromPath("/blasts/{id}");
        parameters.keySet().forEach(name -> url.queryParam(name, "{" + name + "}"));
        parameters.put("id", blastId);
        return url.buildFromMap(parameters).toString();
    }
}
