package org.tidings.tracking;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tidings.blast.PublicPages;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;

/** The public page of a message, if its account made one. Nothing of a visit is recorded. */
@Path("/a/{token}")
@PermitAll
@Blocking
class PublicMessagePage {

    private final PublicPages pages;

    PublicMessagePage(PublicPages pages) {
        this.pages = pages;
    }

    @GET
    @ConcurrencyLimit
    public Response show(@PathParam("token") String token) {
        PublicPages.Page page = pages.find(token)
                .orElseThrow(() -> new ProblemException(404, "This message is not public, or no longer available."));
        Response.ResponseBuilder answer = Response.ok(page.html(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", ViewPage.SANDBOX)
                .header("Cache-Control", "no-cache");
        return page.listed()
                ? answer.build()
                : answer.header("X-Robots-Tag", "noindex").build();
    }
}
