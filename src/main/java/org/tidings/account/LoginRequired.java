package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tidings.platform.web.ErrorPage;
import org.tidings.platform.web.Problem;

/** Responses to requests without a login. Submitted form data is preserved. */
class LoginRequired {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance sessionEnded();
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException e, ContainerRequestContext request) {
        return answer(request);
    }

    @ServerExceptionMapper
    public Response failed(AuthenticationFailedException e, ContainerRequestContext request) {
        return answer(request);
    }

    /** A session where a key is wanted, or the other way round, is no login at all. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        return request.getSecurityContext().isUserInRole(Role.PROGRAM) == ErrorPage.isApi(path)
                ? ErrorPage.answer(path, Problem.of(403, null))
                : answer(request);
    }

    private static Response answer(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        if (ErrorPage.isApi(uri.getPath())) {
            return Response.fromResponse(ErrorPage.answer(
                            uri.getPath(), Problem.of(401, "Send a valid API key as Authorization: Bearer.")))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build();
        }
        // htmx would insert the login page into the current page; app.js shows a message instead
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(401).build();
        }
        return request.getMethod().equals("GET") ? toLogin(uri) : sessionEnded();
    }

    private static Response toLogin(URI uri) {
        String next = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        String query = next.equals("/") ? "" : "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        return Response.seeOther(URI.create("/login" + query)).build();
    }

    /** For a submitted form: a redirect would discard its data, whereas reloading this response submits it again. */
    private static Response sessionEnded() {
        return Response.status(401)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(Templates.sessionEnded().render())
                .build();
    }
}
