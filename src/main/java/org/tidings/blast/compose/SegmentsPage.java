package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.Blast;
import org.tidings.blast.SegmentPeople;
import org.tidings.blast.selection.Condition;
import org.tidings.blast.selection.References;
import org.tidings.blast.selection.Segment;
import org.tidings.blast.selection.Segments;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.blast.selection.SelectionText;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** The segments of the account, and the editor of one. Each button of the editor submits the rule so far, so that leaving changes nothing. */
@Path("/segments")
@Produces(MediaType.TEXT_HTML)
class SegmentsPage {

    /** As on the page of consents that lapse. */
    private static final int DAYS_AHEAD = 30;

    private static final String NEW = "new";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Line> segments);

        static native TemplateInstance edit(Editor segment, AudienceForm form, Map<String, String> errors);
    }

    /** A segment in words. */
    record Line(String id, String name, String text, boolean isBroken) {}

    /**
     * The editor.
     *
     * @param id {@code new} for a new segment
     * @param rule the rule so far, as JSON
     */
    record Editor(
            String id,
            String name,
            String rule,
            RuleView chips,
            AudienceCounts.Counts counts,
            AudienceOptions.Options options) {

        public boolean isNew() {
            return id.equals(NEW);
        }
    }

    private final CurrentStaff staff;
    private final Segments segments;
    private final SegmentPeople people;
    private final References references;
    private final AudienceOptions options;
    private final Drafts drafts;
    private final FlashMessage flash;

    SegmentsPage(
            CurrentStaff staff,
            Segments segments,
            SegmentPeople people,
            References references,
            AudienceOptions options,
            Drafts drafts,
            FlashMessage flash) {
        this.staff = staff;
        this.segments = segments;
        this.people = people;
        this.references = references;
        this.options = options;
        this.drafts = drafts;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance list() {
        return Templates.list(
                Segment.ofAccount(staff.accountId()).stream().map(this::line).toList());
    }

    private Line line(Segment segment) {
        Selection selection = segment.selection();
        References.Found found = references.find(staff.accountId(), selection);
        return new Line(
                segment.publicId,
                segment.name,
                new SelectionText(found).of(selection),
                !found.unknown().isEmpty());
    }

    @GET
    @Path("{id}")
    @Transactional
    public TemplateInstance edit(String id) {
        Segment segment = id.equals(NEW) ? null : find(id);
        return page(
                id,
                segment == null ? "" : segment.name,
                segment == null ? Selection.NOBODY : segment.selection(),
                new AudienceForm(),
                new FormErrors());
    }

    @POST
    @Path("{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Transactional
    public Response change(
            String id,
            @RestForm @DefaultValue("save") String action,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String rule,
            @BeanParam AudienceForm form) {
        Segment segment = id.equals(NEW) ? null : find(id);
        FormErrors errors = new FormErrors();
        Selection selection = SelectionJson.typed(rule);
        if (action.equals("delete") && segment != null) {
            segment.delete();
            flash.show("Segment deleted.");
            return toList();
        }
        if (AudienceEdit.isEdit(action)) {
            Selection changed = AudienceEdit.apply(selection, action, form, errors);
            return answer(errors, page(id, name, changed, errors.isEmpty() ? new AudienceForm() : form, errors));
        }
        if (!action.equals("save")) {
            return answer(errors, page(id, name, selection, form, errors));
        }
        segments.problem(staff.accountId(), name.strip(), segment == null ? 0 : segment.id)
                .ifPresent(why -> errors.add("name", why));
        errors.addIf(selection.isEmpty(), "rule", "Add at least one condition.");
        references.find(staff.accountId(), selection).unknown().stream()
                .limit(1)
                .forEach(unknown -> errors.add("rule", unknown.sentence()));
        if (!errors.isEmpty()) {
            return answer(errors, page(id, name, selection, form, errors));
        }
        save(segment, name, selection);
        flash.show("Segment saved.");
        return toList();
    }

    /** Starts a blast to the people of a segment. */
    @POST
    @Path("{id}/blast")
    @Transactional
    public Response write(String id) {
        return write(find(id));
    }

    /** Starts a blast to the people whose consent lapses soon, so that they can be asked. The segment is added if it does not exist. */
    @POST
    @Path("lapsing")
    @Transactional
    public Response writeToLapsing() {
        Selection lapsing = Selection.of(new Condition.Lapsing(DAYS_AHEAD));
        String name = new SelectionText(References.Found.NOTHING).of(lapsing);
        return write(
                Segment.named(staff.accountId(), name).orElseGet(() -> segments.add(staff.accountId(), name, lapsing)));
    }

    private Response write(Segment segment) {
        Blast draft = drafts.change(
                drafts.started(""),
                blast -> blast.audience = SelectionJson.write(Selection.of(new Condition.InSegment(segment.publicId))));
        return Response.seeOther(URI.create("/blasts/" + draft.publicId + "/edit"))
                .build();
    }

    private void save(@Nullable Segment segment, String name, Selection selection) {
        if (segment == null) {
            segments.add(staff.accountId(), name, selection);
        } else {
            segments.change(segment, name, selection);
        }
    }

    private TemplateInstance page(String id, String name, Selection selection, AudienceForm form, FormErrors errors) {
        String rule = SelectionJson.write(selection);
        Editor editor = new Editor(
                id,
                name,
                rule == null ? "" : rule,
                RuleView.of(selection, references.find(staff.accountId(), selection)),
                people.counts(staff.accountId(), selection),
                options.of(form));
        return Templates.edit(editor, form, errors.byField());
    }

    private static Response answer(FormErrors errors, TemplateInstance page) {
        return Response.status(errors.isEmpty() ? 200 : 422).entity(page).build();
    }

    private static Response toList() {
        return Response.seeOther(URI.create("/segments")).build();
    }

    private Segment find(String id) {
        return Segment.find(staff.accountId(), id).orElseThrow(NotFoundException::new);
    }
}
