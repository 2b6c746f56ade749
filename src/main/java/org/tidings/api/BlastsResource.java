package org.tidings.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.Role;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;

@Path("/api/v1/blasts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.SEND)
@Blocking
@Tag(name = "Blasts")
class BlastsResource {

    private final NewBlasts newBlasts;
    private final BlastLifecycle life;
    private final BlastAccess access;
    private final BlastAudit audit;

    BlastsResource(NewBlasts newBlasts, BlastLifecycle life, BlastAccess access, BlastAudit audit) {
        this.newBlasts = newBlasts;
        this.life = life;
        this.access = access;
        this.audit = audit;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send a blast, now or at sendAt")
    public Response create(InputStream body, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey)
            throws IOException {
        String id = newBlasts.create(body, idempotencyKey);
        return Response.created(URI.create("/api/v1/blasts/" + id))
                .entity(get(id))
                .build();
    }

    @GET
    @Transactional
    @Operation(summary = "All blasts, newest first")
    public Listing<BlastJson> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        List<Blast> found = access.newest(Set.of(), Listing.before(cursor), limit + 1);
        return Listing.of(found, limit, BlastJson::of, blast -> String.valueOf(blast.key()));
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One blast with its counts, which always add up to selected")
    public BlastJson get(@PathParam("id") String id) {
        return BlastJson.of(access.find(id));
    }

    @POST
    @Path("{id}/pause")
    @Transactional
    @Operation(summary = "Pause; acts on the next claim")
    public BlastJson pause(@PathParam("id") String id) {
        Blast blast = access.find(id);
        life.pause(blast, null);
        audit.record(blast, "paused");
        return BlastJson.of(blast);
    }

    @POST
    @Path("{id}/resume")
    @Transactional
    @Operation(summary = "Resume a paused blast")
    public BlastJson resume(@PathParam("id") String id) {
        Blast blast = access.find(id);
        life.resume(blast);
        audit.record(blast, "resumed");
        return BlastJson.of(blast);
    }

    @POST
    @Path("{id}/unschedule")
    @Transactional
    @Operation(summary = "Make a scheduled blast a draft again; 409 if it has started")
    public BlastJson unschedule(@PathParam("id") String id) {
        Blast blast = access.find(id);
        life.unschedule(blast);
        audit.record(blast, "unscheduled");
        return BlastJson.of(blast);
    }

    @POST
    @Path("{id}/cancel")
    @Transactional
    @Operation(summary = "Cancel for good; of a blast that is sent again, the round only")
    public BlastJson cancel(@PathParam("id") String id) {
        Blast blast = access.find(id);
        life.cancel(blast);
        audit.record(blast, "cancelled");
        return BlastJson.of(blast);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete the document; not while it is under way")
    public void delete(@PathParam("id") String id) {
        Blast blast = access.find(id);
        life.delete(blast);
        audit.record(blast, "deleted");
    }
}
