package org.tidings.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tidings.blast.BlastStateException;
import org.tidings.contact.NoSuchContactException;
import org.tidings.platform.web.ErrorPage;
import org.tidings.platform.web.Problem;

/** What is not possible now is a conflict, and what is gone meanwhile is not found. */
class StateProblems {

    @ServerExceptionMapper
    public Response conflict(BlastStateException conflict) {
        return Response.status(Response.Status.CONFLICT)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(409, conflict.getMessage()))
                .build();
    }

    /** Deleted by somebody else since the request began. */
    @ServerExceptionMapper
    public Response gone(NoSuchContactException gone, UriInfo uri) {
        return ErrorPage.answer(uri.getRequestUri().getPath(), Problem.of(404, gone.getMessage()));
    }
}
