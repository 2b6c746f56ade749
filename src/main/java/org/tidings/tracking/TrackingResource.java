package org.tidings.tracking;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tidings.message.ClickTarget;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ErrorPage;
import org.tidings.platform.web.Problem;

/** The pixel and the links of every mail ever sent. They need nothing but the secret: not the report, not even the database. */
@Path("/")
@PermitAll
class TrackingResource {

    /** A transparent GIF of one pixel, 43 octets. */
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAPAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

    private final Tokens tokens;
    private final HitRecorder recorder;

    TrackingResource(Tokens tokens, HitRecorder recorder) {
        this.tokens = tokens;
        this.recorder = recorder;
    }

    @GET
    @Path("o/{token}.gif")
    public CompletionStage<Response> pixel(@PathParam("token") String token, HttpServerRequest request) {
        Optional<TokenSubject> subject = tokens.verify(TokenPurpose.OPEN, token);
        if (subject.isEmpty()) {
            return unusable(request);
        }
        Response pixel = Response.ok(PIXEL, "image/gif")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
        return recorder.open(subject.get(), request).thenApply(stored -> pixel);
    }

    @GET
    @Path("c/{token}")
    public CompletionStage<Response> click(@PathParam("token") String token, HttpServerRequest request) {
        Optional<ClickTarget> target = tokens.verifyClick(token);
        if (target.isEmpty()) {
            return unusable(request);
        }
        Response redirect = Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, target.get().url())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
        return recorder.click(target.get(), request).thenApply(stored -> redirect);
    }

    private static CompletionStage<Response> unusable(HttpServerRequest request) {
        return CompletableFuture.completedFuture(ErrorPage.answer(
                request.path(),
                Problem.of(
                        404,
                        "This link cannot be used. It may not be complete: try copying it again from the message.")));
    }
}
