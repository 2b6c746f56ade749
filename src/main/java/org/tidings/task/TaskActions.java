package org.tidings.task;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastStateException;
import org.tidings.platform.web.FlashMessage;

/** Pause, resume, cancel, delete. The last two cannot be taken back and ask first, on a page of their own. */
@Path("/blasts/{id}")
@Authenticated
class TaskActions {

    @CheckedTemplate(basePath = "TasksPage")
    static class Templates {
        static native TemplateInstance confirm(
                String id, String title, String question, String consequence, String action, String button);
    }

    private final BlastAccess access;
    private final BlastLifecycle life;
    private final TasksPage list;
    private final FlashMessage notice;
    private final AuditTrail audit;
    private final CurrentStaff current;

    TaskActions(
            BlastAccess access,
            BlastLifecycle life,
            TasksPage list,
            FlashMessage notice,
            AuditTrail audit,
            CurrentStaff current) {
        this.access = access;
        this.life = life;
        this.list = list;
        this.notice = notice;
        this.audit = audit;
        this.current = current;
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
        return Templates.confirm(
                id,
                blast.title(),
                "Cancel this blast?",
                "What is out stays out; nobody else gets it. This cannot be taken back. Its document is cleared soon afterwards.",
                "cancel",
                "Cancel the blast");
    }

    @POST
    @Path("cancel")
    public Response cancel(@RestPath String id) {
        Blast blast = access.find(id);
        return done(blast, "cancelled", () -> life.cancel(blast), "");
    }

    @GET
    @Path("delete")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance askDelete(@RestPath String id) {
        Blast blast = access.find(id);
        return Templates.confirm(
                id,
                blast.title(),
                "Delete this document?",
                "The report goes for good. Links in mails that are out go on working, and unsubscribed and invalid addresses stay known.",
                "delete",
                "Delete the document");
    }

    @POST
    @Path("delete")
    public Response delete(@RestPath String id) {
        Blast blast = access.find(id);
        return done(blast, "deleted", () -> life.delete(blast), "");
    }

    /** @param deed in the past tense, for the audit trail and the notice */
    private Response done(Blast blast, String deed, Runnable change, @Nullable String from) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                change.run();
                audit.record(current.accountId(), current.staffId(), "blast." + deed, blast.publicId, blast.subject);
            });
        } catch (BlastStateException tooLate) {
            return Response.status(409)
                    .entity(list.page(null, tooLate.getMessage()))
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .build();
        }
        notice.say(blast.title() + " is " + deed + ".");
        return Response.seeOther(URI.create("report".equals(from) ? "/blasts/" + blast.publicId : "/tasks"))
                .build();
    }
}
