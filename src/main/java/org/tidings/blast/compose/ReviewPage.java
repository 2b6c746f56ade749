package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.BlastStateException;
import org.tidings.blast.Purpose;
import org.tidings.blast.SendValidation;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** The review page: checks and previews a blast before it is sent or scheduled. */
@Path("/blasts/{id}")
@Produces(MediaType.TEXT_HTML)
class ReviewPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance review(Review review, Map<String, String> errors);
    }

    /**
     * The view model of the page.
     *
     * @param version of the draft that is shown; sending another one is refused
     * @param problems errors that prevent sending
     * @param choice when to send it
     */
    record Review(
            String id,
            String version,
            boolean marketing,
            Composed.People people,
            Preview shown,
            List<SendValidation.Problem> problems,
            List<PreflightCheck> findings,
            SendChoice choice) {}

    private final Drafts drafts;
    private final ComposeView view;
    private final Previews previews;
    private final SendValidation validation;
    private final PreflightChecks checks;
    private final BlastLifecycle life;
    private final BlastAudit audit;
    private final Transactions transactions;
    private final CurrentStaff staff;
    private final FlashMessage flash;
    private final Clock clock;

    ReviewPage(
            Drafts drafts,
            ComposeView view,
            Previews previews,
            SendValidation validation,
            PreflightChecks checks,
            BlastLifecycle life,
            BlastAudit audit,
            Transactions transactions,
            CurrentStaff staff,
            FlashMessage flash,
            Clock clock) {
        this.drafts = drafts;
        this.view = view;
        this.previews = previews;
        this.validation = validation;
        this.checks = checks;
        this.life = life;
        this.audit = audit;
        this.transactions = transactions;
        this.staff = staff;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Path("review")
    public TemplateInstance review(String id, @RestQuery @DefaultValue("") String as) {
        return page(drafts.editable(id), as, false, "", new FormErrors());
    }

    /** Validates the blast again and sends it. Submitting the form twice sends it once. */
    @POST
    @Path("send")
    public Response send(
            String id,
            @RestForm @DefaultValue("now") String when,
            @RestForm @DefaultValue("") String sendAt,
            @RestForm @DefaultValue("") String version) {
        Blast draft = drafts.visible(id);
        if (draft.state != BlastState.DRAFT) {
            return toTasks(); // repeated submit
        }
        FormErrors errors = new FormErrors();
        boolean later = when.equals("later");
        SendTime time = SendTime.read(later, sendAt, staff.zone(), clock.instant(), errors);
        if (!errors.isEmpty() || !validation.problems(draft).isEmpty()) {
            return Response.status(422)
                    .entity(page(draft, "", later, sendAt, errors))
                    .build();
        }
        try {
            String whom = PreflightChecks.people(view.people(draft).counts().willGet());
            transactions.callNew(connection -> {
                requireVersion(draft, version);
                life.send(draft, time.at().orElse(null));
                audit.record(draft, later ? "scheduled" : "sent");
                return true;
            });
            flash.show(later ? "Scheduled for " + whom + "." : "Sending to " + whom + ".");
        } catch (BlastStateException theOtherPressWasQuicker) {
            return toTasks();
        } catch (ChangedMeanwhileException changed) {
            errors.add("version", "This blast was changed after you opened this page. Check it again, then send it.");
            return Response.status(409)
                    .entity(page(drafts.visible(id), "", later, sendAt, errors))
                    .build();
        }
        return toTasks();
    }

    /** Locks the draft, so that what is sent is what was shown. */
    private static void requireVersion(Blast draft, String version) {
        Blast stored = Blast.findById(draft.key(), LockModeType.PESSIMISTIC_WRITE);
        if (!version.isEmpty() && stored != null && !version.equals(stored.updatedAt.toString())) {
            throw new ChangedMeanwhileException();
        }
    }

    private static final class ChangedMeanwhileException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private TemplateInstance page(Blast draft, String as, boolean later, String sendAt, FormErrors errors) {
        Composed.People people = view.people(draft);
        return Templates.review(
                new Review(
                        draft.publicId,
                        draft.updatedAt.toString(),
                        draft.purpose == Purpose.MARKETING,
                        people,
                        previews.of(draft, as),
                        validation.problems(draft),
                        checks.of(draft),
                        new SendChoice(
                                later,
                                sendAt,
                                staff.zone().getId(),
                                people.counts().willGet())),
                errors.byField());
    }

    private static Response toTasks() {
        return Response.seeOther(URI.create("/tasks")).build();
    }
}
