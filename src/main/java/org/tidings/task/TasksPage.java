package org.tidings.task;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.BlastAccess;
import org.tidings.contact.imports.ContactImport;
import org.tidings.platform.web.Numbers;

/** The page with the list of background tasks. */
@Path("/tasks")
class TasksPage {

    private static final int LATEST_IMPORTS = 5;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Tasks.Page> sections,
                List<ContactImport> imports,
                TaskFilter filter,
                boolean overview,
                @Nullable String problem);

        static native TemplateInstance list$task(TaskRow task);

        static native TemplateInstance list$progress(TaskRow task);

        static native TemplateInstance people(String people);
    }

    private final Tasks tasks;
    private final BlastAccess access;
    private final CurrentStaff current;
    private final AudienceCounts counts;

    TasksPage(Tasks tasks, BlastAccess access, CurrentStaff current, AudienceCounts counts) {
        this.counts = counts;
        this.current = current;
        this.tasks = tasks;
        this.access = access;
    }

    /**
     * The first page of every section, or one page of one section.
     *
     * @param list the section, for a further page
     * @param before cursor of a further page
     * @param q see {@link TaskFilter}, also for {@code by} and {@code kind}
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(
            @RestQuery @Nullable String list,
            @RestQuery @Nullable String before,
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("") String by,
            @RestQuery @DefaultValue("") String kind) {
        TaskFilter filter = TaskFilter.of(current, q, by, kind);
        return before == null && list == null
                ? overview(filter, null)
                : Templates.list(
                        List.of(tasks.page(TaskSection.of(list), filter, before)), List.of(), filter, false, null);
    }

    /** The list with an error message above it. */
    TemplateInstance overview(@Nullable String problem) {
        return overview(TaskFilter.of(current, "", "", ""), problem);
    }

    private TemplateInstance overview(TaskFilter filter, @Nullable String problem) {
        List<ContactImport> imports =
                filter.isActive() ? List.of() : ContactImport.latest(current.accountId(), LATEST_IMPORTS);
        return Templates.list(tasks.overview(filter), imports, filter, true, problem);
    }

    /** How many people a draft would be sent to now. Counting may take a second, so the list is shown before. */
    @GET
    @Path("{id}/people")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance people(@RestPath String id) {
        return Templates.people(Numbers.of(counts.counts(access.find(id)).willGet(), "person", "people"));
    }

    /**
     * The progress of a task. Only the progress cell is replaced, so rows do not move under the pointer. When its state has changed, the whole
     * row is replaced, because its buttons change.
     *
     * @param shown the state that the page shows
     */
    @GET
    @Path("{id}")
    @Produces(MediaType.TEXT_HTML)
    public Response progress(@RestPath String id, @RestQuery @DefaultValue("RUNNING") String shown) {
        TaskRow task = tasks.row(access.find(id));
        if (task.isLive() && task.state().name().equals(shown)) {
            return Response.ok(Templates.list$progress(task)).build();
        }
        return Response.ok(Templates.list$task(task))
                .header("HX-Retarget", "#task-" + task.id())
                .header("HX-Reswap", "outerHTML")
                .build();
    }
}
