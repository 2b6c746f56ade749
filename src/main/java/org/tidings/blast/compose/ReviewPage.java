package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.persistence.LockModeType;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.BlastStateException;
import org.tidings.blast.Purpose;
import org.tidings.blast.SendValidation;
import org.tidings.blast.TimeValidation;
import org.tidings.blast.UndoConfig;
import org.tidings.blast.template.Placeholders;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** The review page: checks and previews a blast before it is sent or scheduled. */
@Path("/blasts/{id}")
@Produces(MediaType.TEXT_HTML)
class ReviewPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance review(Review review, LinkFindings.Links links, Map<String, String> errors);

        static native TemplateInstance review$links(LinkFindings.Links links);
    }

    /**
     * The view model of the page.
     *
     * @param version of the draft that is shown; sending another one is refused
     * @param problems errors that prevent sending
     * @param choice when to send it
     * @param options how long it is sent
     */
    record Review(
            String id,
            String version,
            boolean marketing,
            Composed.People people,
            Preview shown,
            List<PreflightCheck> problems,
            List<PreflightCheck> findings,
            SendChoice choice,
            SendOptions options) {}

    private final Drafts drafts;
    private final ComposeView view;
    private final LastChange lastChange;
    private final Previews previews;
    private final SendValidation validation;
    private final PreflightChecks checks;
    private final LinkFindings links;
    private final BlastLifecycle life;
    private final BlastAudit audit;
    private final Transactions transactions;
    private final CurrentStaff staff;
    private final FlashMessage flash;
    private final Duration undo;
    private final Clock clock;

    ReviewPage(
            Drafts drafts,
            ComposeView view,
            LastChange lastChange,
            Previews previews,
            SendValidation validation,
            PreflightChecks checks,
            LinkFindings links,
            BlastLifecycle life,
            BlastAudit audit,
            Transactions transactions,
            CurrentStaff staff,
            FlashMessage flash,
            UndoConfig undo,
            Clock clock) {
        this.drafts = drafts;
        this.view = view;
        this.lastChange = lastChange;
        this.previews = previews;
        this.validation = validation;
        this.checks = checks;
        this.links = links;
        this.life = life;
        this.audit = audit;
        this.transactions = transactions;
        this.staff = staff;
        this.flash = flash;
        this.undo = undo.undo();
        this.clock = clock;
    }

    @GET
    @Path("review")
    public TemplateInstance review(String id, @RestQuery @DefaultValue("") String as) {
        Blast draft = drafts.editable(id);
        return page(draft, as, SendForm.of(draft, staff.zone(), clock.instant()), new FormErrors());
    }

    /** The checks of links, which take some seconds. The page asks for them until they are complete. */
    @GET
    @Path("review/links")
    public TemplateInstance links(String id) {
        return Templates.review$links(links.of(drafts.editable(id)));
    }

    /** Validates the blast again and sends it. Submitting the form twice sends it once. */
    @POST
    @Path("send")
    public Response send(String id, @BeanParam SendForm form, @RestForm @DefaultValue("") String version) {
        Blast draft = drafts.visible(id);
        if (draft.state != BlastState.DRAFT) {
            return toTasks(); // repeated submit
        }
        FormErrors errors = new FormErrors();
        SendTime time = SendTime.read(form, staff.zone(), clock.instant(), errors);
        Limits limits = limits(draft, time, form, errors);
        Composed.People people = view.people(draft);
        if (!errors.isEmpty() || !problems(draft, people).isEmpty()) {
            return Response.status(422).entity(page(draft, "", form, errors)).build();
        }
        try {
            transactions.callNew(connection -> {
                Blast stored = locked(draft, version);
                stored.spreadSeconds = limits.spreadSeconds();
                stored.uselessAfter = limits.uselessAfter();
                send(stored, time);
                audit.record(draft, form.isLater() ? "scheduled" : "sent");
                return true;
            });
            flash.show(confirmation(time, people.counts().willGet()));
        } catch (BlastStateException theOtherPressWasQuicker) {
            return toTasks();
        } catch (DraftConflictException changedMeanwhile) {
            Blast stored = drafts.visible(id);
            errors.add("version", whatChanged(stored, version));
            return Response.status(409).entity(page(stored, "", form, errors)).build();
        }
        return toTasks();
    }

    /** How long the blast is sent. */
    private record Limits(
            @Nullable Integer spreadSeconds, @Nullable Instant uselessAfter) {}

    private Limits limits(Blast draft, SendTime time, SendForm form, FormErrors errors) {
        Duration spread = form.spreadOver(errors);
        Instant useless = form.uselessAfter(staff.zone(), errors);
        Instant start = time.at().orElseGet(() -> clock.instant().plus(undo));
        TimeValidation.problems(draft.purpose, start, spread, useless)
                .forEach(problem -> errors.add(problem.field(), problem.sentence()));
        return new Limits(errors.isEmpty() && spread != null ? (int) spread.toSeconds() : null, useless);
    }

    private void send(Blast draft, SendTime time) {
        if (time.at().isEmpty() && !undo.isZero()) {
            life.sendAfter(draft, undo);
        } else {
            life.send(draft, time.at().orElse(null));
        }
    }

    private String confirmation(SendTime time, int willGet) {
        String whom = PreflightChecks.people(willGet);
        if (time.at().isPresent()) {
            return ("Scheduled for " + time.named(staff.zone()) + ", to " + whom + ". " + time.remark()).strip();
        }
        return "Sending to " + whom + "."
                + (!undo.isZero() ? " You can undo this for " + undo.toSeconds() + " seconds." : "");
    }

    /** What prevents sending. A program may send to nobody, who is then in the report; a person probably made a mistake. */
    private List<PreflightCheck> problems(Blast draft, Composed.People people) {
        List<PreflightCheck> problems = new ArrayList<>();
        validation.problems(draft).stream()
                .map(problem -> PreflightCheck.stop(problem.sentence(), ComposeTexts.fieldOf(problem.field())))
                .forEach(problems::add);
        if (people.counts().willGet() == 0 && !people.isEmpty()) {
            String why = people.counts().leftOut() == 0 ? "no one matches" : people.reasons();
            problems.add(PreflightCheck.stop("No one would get this: " + why + ".", "pasted"));
        }
        ComposePlace place = new ComposePlace(draft);
        placeholders(draft)
                .map(left -> PreflightCheck.stop("Replace “" + left + "”.", place.of(left)))
                .forEach(problems::add);
        return problems;
    }

    /** Words of a starting point that nobody has replaced. */
    private static Stream<String> placeholders(Blast draft) {
        String written = Jsoup.parse(draft.html).text();
        return Placeholders.in(
                String.join("\n", draft.subject, Objects.requireNonNullElse(draft.preheader, ""), written))
                .stream();
    }

    /** Locks the draft, so that what is sent is what was shown. */
    private static Blast locked(Blast draft, String version) {
        Blast stored = Objects.requireNonNull(Blast.<Blast>findById(draft.key(), LockModeType.PESSIMISTIC_WRITE));
        if (DraftVersion.isStale(version, stored)) {
            throw new DraftConflictException();
        }
        return stored;
    }

    private String whatChanged(Blast stored, String version) {
        List<String> parts =
                DraftVersion.of(stored, view.people(stored).counts()).changedSince(version);
        return lastChange.sentence(stored)
                + (parts.isEmpty() ? "" : " Changed: " + String.join(", ", parts) + ".")
                + " Check it again, then send it.";
    }

    private TemplateInstance page(Blast draft, String as, SendForm form, FormErrors errors) {
        Composed.People people = view.people(draft);
        return Templates.review(
                new Review(
                        draft.publicId,
                        DraftVersion.of(draft, people.counts()).toString(),
                        draft.purpose == Purpose.MARKETING,
                        people,
                        previews.of(draft, as),
                        problems(draft, people),
                        checks.of(draft),
                        SendChoice.of(form, staff.zone(), people.counts().willGet()),
                        SendOptions.of(form, draft.purpose == Purpose.MARKETING)),
                links.of(draft),
                errors.byField());
    }

    private static Response toTasks() {
        return Response.seeOther(URI.create("/tasks")).build();
    }
}
