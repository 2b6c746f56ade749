package org.tidings.blast.compose;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;

/** Receives images that the editor uploads. */
@Path("/blasts/{id}/images")
@Produces(MediaType.APPLICATION_JSON)
class ImageUpload {

    private final Drafts drafts;
    private final Uploads uploads;
    private final CurrentStaff staff;

    ImageUpload(Drafts drafts, Uploads uploads, CurrentStaff staff) {
        this.drafts = drafts;
        this.uploads = uploads;
        this.staff = staff;
    }

    /** Returns {@code {"url": ...}}, or 422 and {@code {"error": sentence}}. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response keep(String id, @RestForm @Nullable FileUpload picture) {
        drafts.editable(id);
        if (picture == null) {
            return refused("Choose an image file.");
        }
        try {
            return Response.ok(Map.of("url", uploads.keepPicture(staff.accountId(), picture)))
                    .build();
        } catch (UploadException e) {
            return refused(e.sentence());
        }
    }

    private static Response refused(String sentence) {
        return Response.status(422).entity(Map.of("error", sentence)).build();
    }
}
