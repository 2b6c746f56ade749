package org.tidings.tracking;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.tidings.platform.web.ErrorPage;
import org.tidings.platform.web.Problem;

/** Answers pixel and link requests whose token {@link TrackingRoutes} could not verify. */
@Path("/")
@PermitAll
class InvalidTrackingLinks {

    @GET
    @Path("{kind: [oc]}/{token}")
    public Response invalid(HttpServerRequest request) {
        return ErrorPage.answer(
                request.path(),
                Problem.of(
                        404, "This link does not work. It may be incomplete: copy the whole link from the message."));
    }
}
