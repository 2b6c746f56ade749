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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.contact.imports.ContactImport;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.RecipientCounts;

@Path("/api/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.SEND)
@Blocking
@Tag(name = "Background tasks")
class TasksResource {

    /**
     * A background task.
     *
     * @param id for a blast, the id of the blast
     * @param kind {@code BLAST} or {@code IMPORT}
     * @param state for a blast, that of the blast; for an import {@code RUNNING}, {@code COMPLETED}, {@code FAILED}, {@code UNDOING} or {@code
     *     UNDONE}
     * @param done number of {@code total} that are processed
     */
    record TaskJson(
            String id,
            String kind,
            String title,
            String state,
            int done,
            int total,
            String createdBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Instant clearedAt,
            @Nullable String trouble,
            @Nullable Result result) {

        /** What an import did: people by what became of them, and rows with problems. */
        record Result(int created, int updated, int unchanged, int failed) {}

        static TaskJson of(ContactImport task) {
            return new TaskJson(
                    task.publicId,
                    "IMPORT",
                    task.title(),
                    task.state.name(),
                    task.rowsDone,
                    task.rowsTotal,
                    StaffMember.nameOf(task.accountId, task.createdBy),
                    task.createdAt,
                    task.startedAt,
                    task.completedAt,
                    null,
                    task.problem,
                    new Result(task.created, task.updated, task.unchanged, task.failed));
        }

        static TaskJson of(Blast blast) {
            RecipientCounts counts = RecipientCounts.of(blast.key());
            return new TaskJson(
                    blast.publicId,
                    "BLAST",
                    blast.title(),
                    blast.state.name(),
                    counts.handled(),
                    counts.selected(),
                    BlastJson.author(blast),
                    blast.createdAt,
                    blast.startedAt,
                    blast.completedAt,
                    blast.clearAt,
                    blast.deliveryError == null ? blast.pauseReason : blast.deliveryError,
                    null);
        }
    }

    private static final Set<BlastState> TASKS = EnumSet.complementOf(EnumSet.of(BlastState.DRAFT));

    private final BlastAccess access;

    private final CurrentStaff current;

    TasksResource(BlastAccess access, CurrentStaff current) {
        this.access = access;
        this.current = current;
    }

    @GET
    @Transactional
    @Operation(summary = "All background tasks, newest first")
    public Listing<TaskJson> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        TaskCursor after = TaskCursor.of(Listing.decode(cursor));
        List<Task> found = Stream.concat(
                        access.newest(TASKS, after.blast(), limit + 1).stream().map(Task::of),
                        ContactImport.before(current.accountId(), after.contactImport(), limit + 1).stream()
                                .map(Task::of))
                .sorted(Comparator.comparing((Task task) -> task.json().id()).reversed())
                .toList();
        List<Task> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Listing.encode(after.following(page).toString()) : null;
        return new Listing<>(page.stream().map(Task::json).toList(), next);
    }

    private record Task(boolean isBlast, long key, TaskJson json) {
        static Task of(Blast blast) {
            return new Task(true, blast.key(), TaskJson.of(blast));
        }

        static Task of(ContactImport task) {
            return new Task(false, task.id, TaskJson.of(task));
        }
    }

    /** The keys of the last blast and of the last import of the pages before. */
    private record TaskCursor(long blast, long contactImport) {
        static TaskCursor of(@Nullable String text) {
            if (text == null) {
                return new TaskCursor(Long.MAX_VALUE, Long.MAX_VALUE);
            }
            try {
                int dash = text.indexOf('-');
                return new TaskCursor(
                        Long.parseLong(text.substring(0, Math.max(dash, 0))), Long.parseLong(text.substring(dash + 1)));
            } catch (NumberFormatException tampered) {
                throw Listing.badCursor();
            }
        }

        TaskCursor following(List<Task> page) {
            return new TaskCursor(least(page, true, blast), least(page, false, contactImport));
        }

        private static long least(List<Task> page, boolean isBlast, long otherwise) {
            return page.stream()
                    .filter(task -> task.isBlast() == isBlast)
                    .mapToLong(Task::key)
                    .min()
                    .orElse(otherwise);
        }

        @Override
        public String toString() {
            return blast + "-" + contactImport;
        }
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One background task")
    public TaskJson get(@PathParam("id") String id) {
        Optional<ContactImport> task =
                ContactImport.find(current.accountId(), id).filter(found -> found.state != ContactImport.State.NEW);
        if (task.isPresent()) {
            return TaskJson.of(task.get());
        }
        Blast blast = access.find(id);
        if (!TASKS.contains(blast.state)) {
            throw new ProblemException(404, "There is no such task.");
        }
        return TaskJson.of(blast);
    }
}
