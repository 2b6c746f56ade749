package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.BlastStateException;
import org.tidings.blast.TimeValidation;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Changes a scheduled blast: sends it at another time or now, or makes it a draft again. */
@Path("/blasts/{id}")
@Produces(MediaType.TEXT_HTML)
class SchedulePage {

    private static final String TOO_LATE = "Too late: this blast is no longer scheduled.";

    private static final SendForm NOW = SendForm.at(null, ZoneOffset.UTC);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance schedule(String id, String title, SendChoice choice, Map<String, String> errors);
    }

    private final Drafts drafts;
    private final ComposeView view;
    private final BlastLifecycle life;
    private final BlastAudit audit;
    private final Transactions transactions;
    private final CurrentStaff staff;
    private final FlashMessage flash;
    private final Clock clock;

    SchedulePage(
            Drafts drafts,
            ComposeView view,
            BlastLifecycle life,
            BlastAudit audit,
            Transactions transactions,
            CurrentStaff staff,
            FlashMessage flash,
            Clock clock) {
        this.drafts = drafts;
        this.view = view;
        this.life = life;
        this.audit = audit;
        this.transactions = transactions;
        this.staff = staff;
        this.flash = flash;
        this.clock = clock;
    }

    /**
     * Asks when to send it.
     *
     * @param when {@code now} proposes to send it at once
     */
    @GET
    @Path("schedule")
    public Response schedule(String id, @RestQuery @DefaultValue("") String when) {
        Blast blast = drafts.visible(id);
        if (!blast.isScheduledOrMissed()) {
            return toReport(id);
        }
        SendForm form = when.equals("now") ? NOW : SendForm.at(blast.sendAt, staff.zone());
        return Response.ok(page(blast, form, new FormErrors())).build();
    }

    /**
     * Sends it at another time, or now.
     *
     * @param from {@code tasks} leads back to the list of tasks
     */
    @POST
    @Path("schedule")
    public Response change(String id, @BeanParam SendForm form, @RestForm @DefaultValue("") String from) {
        Blast blast = drafts.visible(id);
        if (!blast.isScheduledOrMissed()) {
            flash.show(TOO_LATE);
            return toReport(id);
        }
        FormErrors errors = new FormErrors();
        SendTime time = SendTime.read(form, staff.zone(), clock.instant(), errors);
        TimeValidation.problems(
                        blast.purpose, time.at().orElse(clock.instant()), blast.spreadOver(), blast.uselessAfter)
                .forEach(problem -> errors.add(
                        form.isLater() ? "sendAt" : "when",
                        "It could not reach everyone before " + exact(blast.uselessAfter)
                                + ", when it is to stop trying. Choose an earlier time, or edit the blast."));
        if (!errors.isEmpty()) {
            return Response.status(422).entity(page(blast, form, errors)).build();
        }
        boolean changed = time.at().isPresent()
                ? changed(
                        blast,
                        "rescheduled",
                        () -> life.reschedule(blast, time.at().get()))
                : changed(blast, "sent", () -> life.sendNow(blast));
        if (changed) {
            String whom = PreflightChecks.people(view.people(blast).counts().willGet());
            flash.show(
                    form.isLater()
                            ? ("Rescheduled for " + time.named(staff.zone()) + ", to " + whom + ". " + time.remark())
                                    .strip()
                            : "Sending to " + whom + ".");
        }
        return from.equals("tasks") ? Response.seeOther(URI.create("/tasks")).build() : toReport(id);
    }

    /** Makes a scheduled blast a draft again. */
    @POST
    @Path("unschedule")
    public Response unschedule(String id) {
        Blast blast = drafts.visible(id);
        if (blast.state != BlastState.DRAFT) {
            if (!changed(blast, "unscheduled", () -> life.unschedule(blast))) {
                return toReport(id);
            }
            flash.show("This blast is a draft again. It is not sent until you send or schedule it.");
        }
        return Response.seeOther(URI.create("/blasts/" + id + "/edit")).build();
    }

    private boolean changed(Blast blast, String action, Runnable change) {
        try {
            return transactions.callNew(connection -> {
                change.run();
                audit.record(blast, action);
                return true;
            });
        } catch (BlastStateException startedMeanwhile) {
            flash.show(TOO_LATE);
            return false;
        }
    }

    private TemplateInstance page(Blast blast, SendForm form, FormErrors errors) {
        SendChoice choice =
                SendChoice.of(form, staff.zone(), view.people(blast).counts().willGet());
        return Templates.schedule(blast.publicId, blast.title(), choice, errors.byField());
    }

    private String exact(@Nullable Instant at) {
        return at == null
                ? ""
                : new Dates(staff.zone(), clock.instant()).onPaper().relative(at);
    }

    private static Response toReport(String id) {
        return Response.seeOther(URI.create("/blasts/" + id)).build();
    }
}
