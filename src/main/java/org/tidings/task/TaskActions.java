package org.tidings.task;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.BlastStateException;
import org.tidings.blast.RetentionConfig;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.FlashMessage;

/** Pauses, resumes, cancels and deletes blasts. Cancel and delete cannot be undone and ask for confirmation on a separate page. */
@Path("/blasts/{id}")
class TaskActions {

    private static final String OF_ROUND =
            "Messages already sent can't be recalled. No one else will get it, and Tidings stops trying the addresses that have refused it so"
                    + " far. The report stays, and you can send the message to the rest later.";

    @CheckedTemplate(basePath = "TasksPage")
    static class Templates {
        static native TemplateInstance confirm(
                String id, String title, String question, String consequence, String action, String button);
    }

    private final BlastAccess access;
    private final BlastLifecycle life;
    private final TasksPage list;
    private final FlashMessage flash;
    private final BlastAudit audit;
    private final Transactions transactions;
    private final RetentionConfig retention;

    TaskActions(
            BlastAccess access,
            BlastLifecycle life,
            TasksPage list,
            FlashMessage flash,
            BlastAudit audit,
            Transactions transactions,
            RetentionConfig retention) {
        this.transactions = transactions;
        this.retention = retention;
        this.access = access;
        this.life = life;
        this.list = list;
        this.flash = flash;
        this.audit = audit;
    }

    @POST
    @Path("pause")
    public Response pause(@RestPath String id, @RestForm @DefaultValue("") String from) {
        Blast blast = access.find(id);
        return done(blast, "paused", () -> life.pause(blast, null), from);
    }

    @POST
    @Path("resume")
    public Response resume(@RestPath String id, @RestForm @DefaultValue("") String from) {
        Blast blast = access.find(id);
        return done(blast, "resumed", () -> life.resume(blast), from);
    }

    @GET
    @Path("cancel")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance askCancel(@RestPath String id) {
        Blast blast = access.find(id);
        return blast.isSentAgain()
                ? Templates.confirm(
                        id, blast.title(), "Cancel sending again?", OF_ROUND, "cancel", "Cancel sending again")
                : Templates.confirm(
                        id, blast.title(), "Cancel this blast?", consequence(blast), "cancel", "Cancel this blast");
    }

    private String consequence(Blast blast) {
        String cleared = "Its report is deleted after " + words(retention.cancelledRetention()) + ".";
        return blast.state == BlastState.SCHEDULED
                ? "It will not be sent. " + cleared + " To keep it as a draft, go back and choose Edit."
                : "Messages already sent can't be recalled. No one else will get it. You can't undo this. " + cleared;
    }

    /** Such as "10 minutes" or "2 hours". */
    private static String words(Duration time) {
        boolean hours = time.toMinutes() >= 120;
        long number = hours ? time.toHours() : Math.max(1, time.toMinutes());
        return number + (hours ? " hours" : number == 1 ? " minute" : " minutes");
    }

    @POST
    @Path("cancel")
    public Response cancel(@RestPath String id) {
        Blast blast = access.find(id);
        boolean round = blast.isSentAgain();
        return done(blast, "cancelled", () -> life.cancel(blast), round ? "report" : "");
    }

    @GET
    @Path("delete")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance askDelete(@RestPath String id) {
        Blast blast = access.find(id);
        if (blast.state == BlastState.DRAFT) {
            return Templates.confirm(
                    id,
                    blast.title(),
                    "Delete this draft?",
                    "The draft is deleted permanently.",
                    "delete",
                    "Delete this draft");
        }
        return Templates.confirm(
                id,
                blast.title(),
                "Delete this report?",
                "The report is deleted permanently. Links in sent messages keep working. Unsubscribed and invalid addresses stay recorded.",
                "delete",
                "Delete this report");
    }

    @POST
    @Path("delete")
    public Response delete(@RestPath String id) {
        Blast blast = access.find(id);
        return done(blast, "deleted", () -> life.delete(blast), "");
    }

    /** @param action in the past tense, for the audit trail and the message to the user */
    private Response done(Blast blast, String action, Runnable change, @Nullable String from) {
        try {
            transactions.callNew(connection -> {
                change.run();
                audit.record(blast, action);
                return true;
            });
        } catch (BlastStateException tooLate) {
            return Response.status(409)
                    .entity(list.overview(tooLate.getMessage()))
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .build();
        }
        flash.show(blast.title() + " is " + action + ".");
        return Response.seeOther(URI.create("report".equals(from) ? "/blasts/" + blast.publicId : "/tasks"))
                .build();
    }
}
