package org.tidings.tracking;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;

/**
 * Answers the tracking pixel and the redirects of every message ever sent. They depend only on the secret, not on the report or the
 * database. All recipients of a blast may open it within a minute, so these routes run before authentication and resource matching. Requests with an
 * invalid token continue to {@link InvalidTrackingLinks}.
 */
@ApplicationScoped
class TrackingRoutes {

    /** After {@link org.tidings.platform.web.SecurityHeaders} and before all other handlers. */
    private static final int EARLY = -900;

    private static final String GIF = ".gif";

    /** A transparent GIF of one pixel, 43 octets. */
    private static final Buffer PIXEL =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAPAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="));

    private final Tokens tokens;
    private final TrackingRecorder recorder;

    TrackingRoutes(Tokens tokens, TrackingRecorder recorder) {
        this.tokens = tokens;
        this.recorder = recorder;
    }

    void register(@Observes Router router) {
        router.route("/o/:pixel")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(EARLY)
                .handler(this::pixel);
        router.route("/c/:token")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(EARLY)
                .handler(this::click);
    }

    private void pixel(RoutingContext context) {
        String file = context.pathParam("pixel");
        if (!file.endsWith(GIF)) {
            context.next();
            return;
        }
        tokens.verify(TokenPurpose.OPEN, file.substring(0, file.length() - GIF.length()))
                .ifPresentOrElse(
                        subject -> answer(
                                context,
                                recorder.open(subject, context.request()),
                                response -> response.putHeader(HttpHeaders.CONTENT_TYPE, "image/gif")
                                        .end(PIXEL)),
                        context::next);
    }

    private void click(RoutingContext context) {
        tokens.verifyClick(context.pathParam("token"))
                .ifPresentOrElse(
                        target -> answer(
                                context,
                                recorder.click(target, context.request()),
                                response -> response.setStatusCode(302)
                                        .putHeader(HttpHeaders.LOCATION, target.url())
                                        .end()),
                        context::next);
    }

    /** Answers on the request's event loop once the hit is stored. */
    private static void answer(
            RoutingContext context, CompletionStage<Void> stored, Consumer<HttpServerResponse> answer) {
        Context eventLoop = context.vertx().getOrCreateContext();
        stored.thenRun(() -> eventLoop.runOnContext(done -> {
            HttpServerResponse response = context.response();
            if (!response.closed()) {
                answer.accept(response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)); // too small to compress
            }
        }));
    }
}
