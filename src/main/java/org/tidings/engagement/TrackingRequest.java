package org.tidings.engagement;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request for the pixel, a link or a page of a message.
 *
 * @param kind what was requested
 * @param method the HTTP method
 * @param userAgent the {@code User-Agent} header, null if absent
 * @param headers the other relevant headers ({@link #HEADERS_OF_INTEREST}), with names in any case
 * @param sinceAccepted time since the receiving server accepted the message; zero or negative if acceptance is not recorded yet, null if
 *     it is no longer known because the report was cleared, which counts as long ago
 */
public record TrackingRequest(
        Kind kind,
        String method,
        @Nullable String userAgent,
        Map<String, String> headers,
        @Nullable Duration sinceAccepted) {

    /** The request headers that {@link MachineRules} uses, besides {@code User-Agent}. */
    public static final List<String> HEADERS_OF_INTEREST = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

    public enum Kind {
        /** The pixel. */
        OPEN,
        /** A tracked link. */
        CLICK,
        /** The unsubscribe page or the message in a browser. */
        PAGE
    }

    public TrackingRequest {
        headers = headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (first, second) -> first));
    }

    /** A copy with another time since acceptance. */
    public TrackingRequest after(Duration sinceAcceptance) {
        return new TrackingRequest(kind, method, userAgent, headers, sinceAcceptance);
    }

    /** The value of a header in lower case, empty if absent. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "").toLowerCase(Locale.ROOT);
    }

    /** The user agent in lower case, empty if absent. */
    String agent() {
        return userAgent == null ? "" : userAgent.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the request came within this time after acceptance. */
    boolean within(Duration time) {
        return sinceAccepted != null && sinceAccepted.compareTo(time) < 0;
    }
}
