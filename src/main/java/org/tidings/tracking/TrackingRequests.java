package org.tidings.tracking;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tidings.engagement.TrackingRequest;

/** Extracts from an HTTP request what {@link org.tidings.engagement.MachineRules} needs. */
final class TrackingRequests {

    private TrackingRequests() {}

    static TrackingRequest hit(TrackingRequest.Kind kind, HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : TrackingRequest.HEADERS_OF_INTEREST) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new TrackingRequest(kind, request.method().name(), request.getHeader("User-Agent"), headers, null);
    }

    static String program(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getHeader("User-Agent"), "no name");
    }
}
