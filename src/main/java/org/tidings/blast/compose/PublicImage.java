package org.tidings.blast.compose;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.tidings.blast.Image;

/** Serves the images in messages: public and without expiry, because old messages refer to them. */
@Path("/i/{id}")
@PermitAll
class PublicImage {

    /** Images are immutable: a new image has a new id. */
    private static final String CACHE_FOREVER = "public, max-age=31536000, immutable";

    @GET
    public Response show(String id) {
        Image image = Image.find(id).orElseThrow(NotFoundException::new);
        return Response.ok(image.content, image.contentType)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_FOREVER)
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }
}
