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
 * The pixel and the links of every mail ever sent. They need nothing but the secret: not the report, not even the database. A whole list may
 * come within a minute, so they are answered before log-in and resources are looked for; an unusable one goes on to {@link InvalidTrackingLinks}.
 */
@ApplicationScoped
class TrackingRoutes {

    /** Behind {@link org.tidings.platform.web.SecurityHeaders}, in front of all else. */
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

    private void pixel(RoutingContext visit) {
        String file = visit.pathParam("pixel");
        if (!file.endsWith(GIF)) {
            visit.next();
            return;
        }
        tokens.verify(TokenPurpose.OPEN, file.substring(0, file.length() - GIF.length()))
                .ifPresentOrElse(
                        subject -> answer(
                                visit,
                                recorder.open(subject, visit.request()),
                                response -> response.putHeader(HttpHeaders.CONTENT_TYPE, "image/gif")
                                        .end(PIXEL)),
                        visit::next);
    }

    private void click(RoutingContext visit) {
        tokens.verifyClick(visit.pathParam("token"))
                .ifPresentOrElse(
                        target -> answer(
                                visit,
                                recorder.click(target, visit.request()),
                                response -> response.setStatusCode(302)
                                        .putHeader(HttpHeaders.LOCATION, target.url())
                                        .end()),
                        visit::next);
    }

    /** Once the hit is stored, on the visitor's own event loop. */
    private static void answer(
            RoutingContext visit, CompletionStage<Void> stored, Consumer<HttpServerResponse> answer) {
        Context context = visit.vertx().getOrCreateContext();
        stored.thenRun(() -> context.runOnContext(done -> {
            HttpServerResponse response = visit.response();
            if (!response.closed()) {
                answer.accept(response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)); // too small to be compressed
            }
        }));
    }
}
