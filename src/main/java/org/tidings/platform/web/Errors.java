package org.tidings.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.DatabaseException;

/** What becomes of exceptions: a page or a problem, and never a stack trace for the caller. */
class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);
    private static final int DATABASE_RETRY_SECONDS = 30;

    @ServerExceptionMapper
    public Response problem(ProblemException e, UriInfo uri) {
        return ErrorPage.answer(uri.getRequestUri().getPath(), e.problem());
    }

    /** Redirects and answers with a body of their own pass; the rest gets ours, and keeps headers such as Allow. */
    @ServerExceptionMapper
    public Response web(WebApplicationException e, UriInfo uri) {
        Response given = e.getResponse();
        if (given.getStatus() < 400 || given.hasEntity()) {
            return given;
        }
        if (given.getStatus() == 404
                && e.getCause() != null
                && ErrorPage.isApi(
                        uri.getRequestUri().getPath())) { // Jakarta REST says so of a parameter that is no number
            return ErrorPage.answer(
                    uri.getRequestUri().getPath(), Problem.of(400, "A parameter of the request cannot be read."));
        }
        if (e.getCause() instanceof JsonProcessingException json) {
            return json(json, uri);
        }
        Response answer = ErrorPage.answer(uri.getRequestUri().getPath(), Problem.of(given.getStatus(), null));
        given.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                answer.getHeaders().put(name, values);
            }
        });
        return answer;
    }

    @ServerExceptionMapper
    public Response forbidden(io.quarkus.security.ForbiddenException e, UriInfo uri) {
        return ErrorPage.answer(uri.getRequestUri().getPath(), Problem.of(403, null));
    }

    /** Named besides, since Quarkus brings one of its own for just this. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e, UriInfo uri) {
        return json(e, uri);
    }

    /** Jackson's own sentence without the place in our code and without the caller's text. */
    @ServerExceptionMapper
    public Response json(JsonProcessingException e, UriInfo uri) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return ErrorPage.answer(
                uri.getRequestUri().getPath(),
                Problem.of(400, "The JSON cannot be read" + where + ": " + firstSentence(e)));
    }

    @ServerExceptionMapper
    public Response violations(ConstraintViolationException e, UriInfo uri) {
        List<Map<String, String>> violations = e.getConstraintViolations().stream()
                .map(v -> Map.of("field", field(v), "message", v.getMessage()))
                .toList();
        String detail = violations.size() == 1
                ? violations.get(0).get("field") + " " + violations.get(0).get("message")
                : violations.size() + " values are not right";
        return ErrorPage.answer(
                uri.getRequestUri().getPath(), Problem.of(400, detail, Map.of("violations", violations)));
    }

    /** The reference ties what the caller tells us to what the log knows; an absent database is told in the log often enough. */
    @ServerExceptionMapper
    public Response unexpected(Throwable e, UriInfo uri) {
        if (DatabaseException.isOutage(e)) {
            LOG.warnf("No database for %s: %s", uri.getRequestUri().getPath(), e.getMessage());
            Response answer = ErrorPage.answer(
                    uri.getRequestUri().getPath(),
                    Problem.of(503, "The database does not answer at the moment. Please try again in a minute."));
            answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, DATABASE_RETRY_SECONDS);
            return answer;
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.errorf(
                e, "Unexpected error %s at %s", reference, uri.getRequestUri().getPath());
        String detail = "It was our fault, not yours. Please try again in a moment. If it stays, tell us the reference "
                + reference + ".";
        return ErrorPage.answer(uri.getRequestUri().getPath(), Problem.of(500, detail));
    }

    private static String firstSentence(JsonProcessingException e) {
        @Nullable String message = e.getOriginalMessage();
        return message == null
                ? "unexpected content"
                : message.lines().findFirst().orElse("unexpected content");
    }

    private static String field(ConstraintViolation<?> violation) {
        String name = "";
        for (Path.Node node : violation.getPropertyPath()) {
            name = node.toString();
        }
        return name;
    }
}
