package org.tidings.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.DatabaseException;

/** Maps exceptions to error responses. Never exposes a stack trace. */
class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);
    private static final int DATABASE_RETRY_SECONDS = 30;

    @ServerExceptionMapper
    public Response problem(ProblemException e, UriInfo uri) {
        return ErrorPage.answer(uri.getRequestUri().getPath(), e.problem());
    }

    /** Leaves redirects and responses with a body unchanged; replaces all others and keeps headers such as Allow. */
    @ServerExceptionMapper
    public Response web(WebApplicationException e, UriInfo uri) {
        Response given = e.getResponse();
        if (given.getStatus() < 400 || given.hasEntity()) {
            return given;
        }
        if (given.getStatus() == 404
                && e.getCause() != null
                && ErrorPage.isApi(uri.getRequestUri().getPath())) { // Jakarta REST: a parameter that is not a number
            return ErrorPage.answer(
                    uri.getRequestUri().getPath(), Problem.of(400, "A parameter of the request is invalid."));
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

    /** Overrides the mapper that Quarkus registers for exactly this exception. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e, UriInfo uri) {
        return json(e, uri);
    }

    /** Returns Jackson's message without the source reference and without the submitted content. */
    @ServerExceptionMapper
    public Response json(JsonProcessingException e, UriInfo uri) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return ErrorPage.answer(
                uri.getRequestUri().getPath(), Problem.of(400, "Invalid JSON" + where + ": " + firstSentence(e)));
    }

    @ServerExceptionMapper
    public Response violations(ConstraintViolationException e, UriInfo uri) {
        List<Map<String, String>> violations = e.getConstraintViolations().stream()
                .map(v -> Map.of("field", field(v), "message", v.getMessage()))
                .toList();
        String detail = violations.size() == 1
                ? violations.get(0).get("field") + " " + violations.get(0).get("message")
                : violations.size() + " values are invalid";
        return ErrorPage.answer(
                uri.getRequestUri().getPath(), Problem.of(400, detail, Map.of("violations", violations)));
    }

    /** The reference links a user's report to the log entry. Connection failures get no stack trace, because they are logged repeatedly. */
    @ServerExceptionMapper
    public Response unexpected(Throwable e, UriInfo uri) {
        if (isAborted(e)) {
            LOG.debugf("A request was aborted: %s", e.getMessage());
            return Response.status(400).build(); // nobody reads it
        }
        if (UnreadableRequest.isCauseOf(e)) {
            LOG.debugf("Not readable: %s", e.getMessage());
            return ErrorPage.answer(uri.getRequestUri().getPath(), Problem.of(400, null));
        }
        if (DatabaseException.isDuplicate(e)) {
            LOG.warnf(
                    "A unique key refused what was sent to %s",
                    uri.getRequestUri().getRawPath());
            return ErrorPage.answer(
                    uri.getRequestUri().getPath(),
                    Problem.of(409, "The same was saved a moment ago, perhaps by a second click. Reload the page."));
        }
        if (DatabaseException.isOutage(e)) {
            LOG.warnf("No database connection for %s: %s", path(uri), e.getMessage());
            Response answer = ErrorPage.answer(
                    uri.getRequestUri().getPath(),
                    Problem.of(503, "The database is not available. Try again in a minute."));
            answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, DATABASE_RETRY_SECONDS);
            return answer;
        }
        String reference = RequestIds.current();
        LOG.errorf(e, "Unexpected error %s at %s", reference, path(uri));
        String detail =
                "This is an error in Tidings. Try again in a moment. If it happens again, contact support with the reference "
                        + reference + ".";
        return ErrorPage.answer(uri.getRequestUri().getPath(), Problem.of(500, detail));
    }

    /** For the log: without tokens, which are longer than ids. */
    private static String path(UriInfo uri) {
        return uri.getRequestUri().getRawPath().replaceAll("[^/]{27,}+", "...");
    }

    /** Whether the client closed the connection before its request was complete. */
    private static boolean isAborted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException || cause instanceof ClosedChannelException) {
                return true;
            }
        }
        return false;
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
