package org.tidings.engagement;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request for something that a message points to.
 *
 * @param kind what was asked for
 * @param method the HTTP method
 * @param userAgent the {@code User-Agent} header, null when there was none
 * @param headers the other headers of interest ({@link #HEADERS_OF_INTEREST}), by name in any case
 * @param remoteAddress where it came from, null when unknown; no rule rests on it today
 * @param sinceAccepted time since the receiving server accepted the message; zero or negative when it was not recorded
 *     yet, null when it is not known any more (the report is gone), which counts as long ago
 */
public record TrackingRequest(
        Kind kind,
        String method,
        @Nullable String userAgent,
        Map<String, String> headers,
        @Nullable String remoteAddress,
        @Nullable Duration sinceAccepted) {

    /** The request headers that {@link MachineRules} looks at, besides {@code User-Agent}. */
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

    /** The same hit, had it come this long after acceptance. */
    public TrackingRequest after(Duration sinceAcceptance) {
        return new TrackingRequest(kind, method, userAgent, headers, remoteAddress, sinceAcceptance);
    }

    /** A header's value in lower case, empty when it was not sent. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "").toLowerCase(Locale.ROOT);
    }

    /** The user agent in lower case, empty when there was none. */
    String agent() {
        return userAgent == null ? "" : userAgent.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it came sooner after acceptance than this. */
    boolean within(Duration time) {
        return sinceAccepted != null && sinceAccepted.compareTo(time) < 0;
    }
}
