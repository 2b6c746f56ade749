package org.tidings.report;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.BlastAccess;

/** Downloads an attachment of a blast. Never displayed inline, because its content is untrusted. */
@Path("/blasts/{id}/attachments/{attachment}")
class AttachmentPage {

    private final BlastAccess access;

    AttachmentPage(BlastAccess access) {
        this.access = access;
    }

    @GET
    @Transactional
    public Response download(@RestPath String id, @RestPath long attachment) {
        AttachedFile file = AttachedFile.<AttachedFile>find(
                        "id = ?1 and blastId = ?2", attachment, access.find(id).key())
                .firstResultOptional()
                .orElseThrow(NotFoundException::new);
        return Response.ok(file.content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("Content-Disposition", Download.disposition(file.name))
                .build();
    }
}
