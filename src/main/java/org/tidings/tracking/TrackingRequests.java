package org.tidings.tracking;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tidings.diagnosis.visitor.Hit;

/** From a request to what {@link org.tidings.diagnosis.visitor.MachineRules} judges. */
final class Visit {

    private Visit() {}

    static Hit hit(Hit.Kind kind, HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Hit.HEADERS_OF_INTEREST) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        String remote =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return new Hit(kind, request.method().name(), request.getHeader("User-Agent"), headers, remote, null);
    }

    static String program(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getHeader("User-Agent"), "no name");
    }
}
