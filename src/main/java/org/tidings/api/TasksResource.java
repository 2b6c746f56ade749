package org.tidings.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.RecipientCounts;

@Path("/api/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Blocking
@Tag(name = "Background tasks")
class TasksResource {

    /**
     * A background task.
     *
     * @param id for a blast, the id of the blast
     * @param done number of {@code total} that are processed
     */
    record TaskJson(
            String id,
            String kind,
            String title,
            BlastState state,
            int done,
            int total,
            String createdBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Instant clearedAt,
            @Nullable String trouble) {

        static TaskJson of(Blast blast) {
            RecipientCounts counts = RecipientCounts.of(blast.key());
            return new TaskJson(
                    blast.publicId,
                    "BLAST",
                    blast.title(),
                    blast.state,
                    counts.handled(),
                    counts.selected(),
                    BlastJson.author(blast),
                    blast.createdAt,
                    blast.startedAt,
                    blast.completedAt,
                    blast.clearAt,
                    blast.deliveryError == null ? blast.pauseReason : blast.deliveryError);
        }
    }

    private final CurrentStaff staff;

    TasksResource(CurrentStaff staff) {
        this.staff = staff;
    }

    @GET
    @Transactional
    @Operation(summary = "All background tasks, newest first")
    public Listing<TaskJson> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        String before = Listing.decode(cursor);
        List<Blast> found = Blast.find(
                        "accountId = ?1 and cleared = false and state <> ?2 and publicId < ?3 order by publicId desc",
                        staff.accountId(),
                        BlastState.DRAFT,
                        before == null ? "Z".repeat(26) : before)
                .page(0, limit + 1)
                .list();
        return Listing.of(found, limit, TaskJson::of, blast -> blast.publicId);
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One background task")
    public TaskJson get(@PathParam("id") String id) {
        return Blast.find(staff.accountId(), id)
                .filter(blast -> blast.state != BlastState.DRAFT)
                .map(TaskJson::of)
                .orElseThrow(() -> new ProblemException(404, "There is no such task."));
    }
}
