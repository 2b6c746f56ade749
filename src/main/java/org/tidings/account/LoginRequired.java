package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationFailedException;
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

/** What a caller without a log-in is told; nothing that was typed is lost by it. */
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

    private static Response answer(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        if (ErrorPage.isApi(uri.getPath())) {
            return Response.fromResponse(ErrorPage.answer(
                            uri.getPath(), Problem.of(401, "Send a valid API key as Authorization: Bearer.")))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build();
        }
        // htmx would put the log-in page into the middle of a page: app.js tells the person instead
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

    /** A form was sent: a redirect would throw away what it held, reloading this answer sends it again. */
    private static Response sessionEnded() {
        return Response.status(401)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(Templates.sessionEnded().render())
                .build();
    }
}
