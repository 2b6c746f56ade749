package org.tidings.api;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tidings.blast.BlastStateException;
import org.tidings.platform.web.Problem;

/** What is not possible now is a conflict. */
class StateProblems {

    @ServerExceptionMapper
    public Response conflict(BlastStateException conflict) {
        return Response.status(Response.Status.CONFLICT)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(409, conflict.getMessage()))
                .build();
    }
}
