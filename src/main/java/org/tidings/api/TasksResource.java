package org.tidings.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Role;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.RecipientCounts;

@Path("/api/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
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

    private static final Set<BlastState> TASKS = EnumSet.complementOf(EnumSet.of(BlastState.DRAFT));

    private final BlastAccess access;

    TasksResource(BlastAccess access) {
        this.access = access;
    }

    @GET
    @Transactional
    @Operation(summary = "All background tasks, newest first")
    public Listing<TaskJson> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        List<Blast> found = access.newest(TASKS, Listing.before(cursor), limit + 1);
        return Listing.of(found, limit, TaskJson::of, blast -> String.valueOf(blast.key()));
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One background task")
    public TaskJson get(@PathParam("id") String id) {
        Blast blast = access.find(id);
        if (!TASKS.contains(blast.state)) {
            throw new ProblemException(404, "There is no such task.");
        }
        return TaskJson.of(blast);
    }
}
