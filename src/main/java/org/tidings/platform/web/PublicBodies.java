package org.tidings.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.tidings.platform.Network;

/**
 * Reads the bodies of requests that anybody may send, on the event loop, before the request gets one of the worker threads that it would
 * otherwise hold while its bytes trickle in. They are small, have to be complete within {@link #DEADLINE}, and one network may send only a few
 * at a time. All other endpoints refuse a request without a login before they read its body.
 */
public final class PublicBodies {

    private static final Logger LOG = Logger.getLogger(PublicBodies.class);

    /** The paths of all endpoints with {@code @PermitAll}; {@code RoutesTest} fails when one is missing. */
    private static final Pattern PUBLIC =
            Pattern.compile("/(?:login|login/.*|logout|setup|operator|operator/.*|hooks/.*|join/.*|[aocuvipy]/.*)");

    /** A form of ours, or of a mailbox provider (RFC 8058). */
    private static final int LARGEST = 16 * 1024;

    /** More than a notification of Amazon SNS can have. */
    private static final int LARGEST_NOTIFICATION = 2 * 1024 * 1024;

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    /** Bodies of one network that may be under way at the same time. */
    private static final int MOST_OF_ONE_NETWORK = 64;

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    void register(@Observes Filters filters) {
        filters.register(this::read, SecurityHeaders.FIRST - 2);
    }

    private void read(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!isPublic(request.path()) || !hasBody(request)) {
            routing.next();
            return;
        }
        String network = request.remoteAddress() == null
                ? ""
                : Network.of(request.remoteAddress().hostAddress());
        if (underWay.merge(network, 1, Integer::sum) > MOST_OF_ONE_NETWORK) {
            done(network);
            refuse(routing, 429);
            return;
        }
        int largest = request.path().startsWith("/hooks/") ? LARGEST_NOTIFICATION : LARGEST;
        if (declaredLength(request) > largest) {
            done(network);
            refuse(routing, 413);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        new Reading(routing, network, largest).start();
    }

    /** 0 when the request does not tell; the server has refused what is not a number. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    /** Whether anybody may send a request to this path. */
    public static boolean isPublic(String path) {
        return PUBLIC.matcher(path).matches();
    }

    /** As RFC 9112, section 6.3, tells; the end of a request of HTTP/2 needs no length. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return !request.isEnded()
                && (request.version() == HttpVersion.HTTP_2
                        || request.getHeader("Transfer-Encoding") != null
                        || (length != null && !length.equals("0")));
    }

    private void done(String network) {
        underWay.computeIfPresent(network, (same, count) -> count > 1 ? count - 1 : null);
    }

    /** The rest of the body is not awaited. */
    private static void refuse(RoutingContext routing, int status) {
        if (!routing.response().ended() && !routing.response().closed()) {
            routing.response()
                    .setStatusCode(status)
                    .putHeader("Connection", "close")
                    .putHeader("Content-Type", "text/plain; charset=UTF-8")
                    .end(reason(status))
                    .onComplete(sent -> routing.request().connection().close());
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 408 -> "The request took too long.\n";
            case 413 -> "The request is too large.\n";
            default -> "Too many requests at the same time.\n";
        };
    }

    /** One body, on the event loop of its connection. */
    private final class Reading {

        private final RoutingContext routing;
        private final String network;
        private final int largest;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean over;

        Reading(RoutingContext routing, String network, int largest) {
            this.routing = routing;
            this.network = network;
            this.largest = largest;
        }

        void start() {
            timer = routing.vertx().setTimer(DEADLINE.toMillis(), late -> end(() -> refuse(routing, 408)));
            routing.request()
                    .exceptionHandler(aborted -> end(() -> LOG.debugf("A request was aborted: %s", aborted)))
                    .endHandler(complete -> end(() -> {
                        ((RoutingContextInternal) routing).setBody(body);
                        routing.next();
                    }))
                    .handler(this::add)
                    .resume();
        }

        private void add(Buffer part) {
            if (over) {
                return;
            }
            if (body.length() + part.length() > largest) {
                end(() -> refuse(routing, 413));
            } else {
                body.appendBuffer(part);
            }
        }

        private void end(Runnable then) {
            if (!over) {
                over = true;
                routing.vertx().cancelTimer(timer);
                done(network);
                then.run();
            }
        }
    }
}
