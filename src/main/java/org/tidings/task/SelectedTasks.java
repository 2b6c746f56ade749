package org.tidings.task;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastStateException;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.Numbers;

/** Deletes several drafts or reports at once, after they were listed for confirmation. */
@Path("/tasks/delete")
class SelectedTasks {

    /** Two pages of a list; further ones are ignored. */
    private static final int MOST = 50;

    @CheckedTemplate(basePath = "TasksPage")
    static class Templates {
        static native TemplateInstance delete(List<Blast> blasts, List<Blast> kept);
    }

    private final BlastAccess access;
    private final BlastLifecycle life;
    private final BlastAudit audit;
    private final Transactions transactions;
    private final TasksPage list;
    private final FlashMessage flash;

    SelectedTasks(
            BlastAccess access,
            BlastLifecycle life,
            BlastAudit audit,
            Transactions transactions,
            TasksPage list,
            FlashMessage flash) {
        this.list = list;
        this.access = access;
        this.life = life;
        this.audit = audit;
        this.transactions = transactions;
        this.flash = flash;
    }

    /** Lists what would be deleted, and what cannot be. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance ask(@RestQuery List<String> id) {
        List<Blast> blasts = visible(id);
        if (blasts.isEmpty()) {
            return list.overview("Select the drafts or reports to delete first.");
        }
        return Templates.delete(
                blasts.stream().filter(blast -> blast.state.isDeletable()).toList(),
                blasts.stream().filter(blast -> !blast.state.isDeletable()).toList());
    }

    /** Deletes each in a transaction of its own. What was started or deleted by somebody else meanwhile is left alone. */
    @POST
    public Response delete(@RestForm List<String> id) {
        List<String> kept = new ArrayList<>();
        int deleted = 0;
        for (Blast blast : visible(id)) {
            if (delete(blast)) {
                deleted++;
            } else {
                kept.add(blast.title());
            }
        }
        flash.show(Numbers.of(deleted, "task", "tasks") + " deleted."
                + (kept.isEmpty()
                        ? ""
                        : " Not deleted, because they are scheduled or being sent: " + String.join(", ", kept) + "."));
        return Response.seeOther(URI.create("/tasks")).build();
    }

    private boolean delete(Blast blast) {
        try {
            return transactions.callNew(connection -> {
                life.delete(blast);
                audit.record(blast, "deleted");
                return true;
            });
        } catch (BlastStateException running) {
            return false;
        }
    }

    private List<Blast> visible(List<String> ids) {
        return ids.stream()
                .distinct()
                .limit(MOST)
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Blast> find(String id) {
        try {
            return Optional.of(access.find(id));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }
}
