package org.tidings.blast.compose;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.tidings.blast.Image;

/** The pictures inside mails, for whoever has the mail, for as long as there are old mails. */
@Path("/i/{id}")
@PermitAll
class PublicImage {

    /** A picture never changes: another one has another id. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    @GET
    public Response show(String id) {
        Image image = Image.find(id).orElseThrow(NotFoundException::new);
        return Response.ok(image.content, image.contentType)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }
}
