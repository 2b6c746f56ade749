package org.tidings.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.blast.Audience;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.blast.template.MessageTemplate;
import org.tidings.blast.template.SavedTemplates;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/drafts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.SEND)
@Blocking
@Tag(name = "Drafts")
class DraftsResource {

    private final ApiDrafts drafts;
    private final BlastAccess access;
    private final Audience audience;
    private final SavedTemplates templates;
    private final CurrentStaff current;

    DraftsResource(
            ApiDrafts drafts, BlastAccess access, Audience audience, SavedTemplates templates, CurrentStaff current) {
        this.drafts = drafts;
        this.access = access;
        this.audience = audience;
        this.templates = templates;
        this.current = current;
    }

    /** A draft in a list, without its content. */
    record DraftLine(String id, int version, String subject, Instant createdAt, Instant updatedAt, String createdBy) {

        static DraftLine of(Blast blast) {
            return new DraftLine(
                    blast.publicId,
                    blast.version,
                    blast.subject,
                    blast.createdAt,
                    blast.updatedAt,
                    BlastJson.author(blast));
        }
    }

    @GET
    @Transactional
    @Operation(summary = "All drafts, newest first")
    public Listing<DraftLine> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        List<Blast> found = access.newest(Set.of(BlastState.DRAFT), Listing.before(cursor), limit + 1);
        return Listing.of(found, limit, DraftLine::of, blast -> String.valueOf(blast.key()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Store a draft; the body is that of POST /blasts, and everything in it is optional. template starts"
                            + " with the message of a template")
    public Response create(InputStream body, @QueryParam("template") @Nullable String template) throws IOException {
        MessageTemplate start = template == null
                ? null
                : templates
                        .find(current.accountId(), template)
                        .orElseThrow(() -> new ProblemException(422, "There is no such template."));
        String id = drafts.create(body, start);
        Blast blast = access.find(id);
        return Response.created(URI.create("/api/v1/drafts/" + id))
                .header(HttpHeaders.ETAG, EntityTags.of(blast.version))
                .entity(DraftJson.of(blast, audience))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One draft with its content; the ETag is its version")
    public Response get(@PathParam("id") String id) {
        return answer(drafts.find(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Change what is given; audience replaces the rule and all listed recipients. With If-Match, 412 if"
                            + " somebody else has changed it")
    public Response change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, InputStream body)
            throws IOException {
        drafts.change(id, ifMatch, body);
        return answer(drafts.find(id));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a draft")
    public void delete(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        drafts.delete(id, ifMatch);
    }

    @POST
    @Path("{id}/send")
    @Operation(
            summary =
                    "Send a draft at sendAt, else at its own sendAt if that is still to come, else now. With If-Match, 412 if"
                            + " somebody else has changed it")
    public BlastJson send(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam("sendAt") @Nullable String sendAt) {
        drafts.send(id, ifMatch, instant(sendAt));
        return BlastJson.of(access.find(id));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException invalid) {
            throw new ProblemException(400, "sendAt must be a time such as 2026-12-08T09:00:00Z.");
        }
    }

    private Response answer(Blast blast) {
        return Response.ok(DraftJson.of(blast, audience))
                .header(HttpHeaders.ETAG, EntityTags.of(blast.version))
                .build();
    }
}
