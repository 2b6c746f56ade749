package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Audience;
import org.tidings.blast.Blast;
import org.tidings.blast.SendValidation;
import org.tidings.blast.selection.Segments;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.blast.template.SavedTemplates;
import org.tidings.message.block.BlockChecks;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/**
 * The page to compose a blast. Every button submits the whole form, which saves the draft; a script also saves the form periodically while
 * the user types.
 */
@Path("/blasts/{id}")
@Produces(MediaType.TEXT_HTML)
class ComposePage {

    private static final String EDIT = "edit";

    /** Begins the actions that take one field from the saved draft after a conflict. */
    private static final String TAKE = "take:";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance compose(
                Composed blast, DraftForm form, Map<String, String> errors, @Nullable String savedAt);

        static native TemplateInstance compose$saved(Composed blast, Map<String, String> errors, String savedAt);

        static native TemplateInstance compose$people(Composed blast);
    }

    private final Drafts drafts;
    private final ComposeView view;
    private final LastChange lastChange;
    private final Uploads uploads;
    private final Audience audience;
    private final SendValidation validation;
    private final TestMessage test;
    private final Segments segments;
    private final SavedTemplates templates;
    private final BlockActions blocks;
    private final CurrentStaff staff;
    private final FlashMessage flash;
    private final Clock clock;

    ComposePage(
            Drafts drafts,
            ComposeView view,
            LastChange lastChange,
            Uploads uploads,
            Audience audience,
            SendValidation validation,
            TestMessage test,
            Segments segments,
            SavedTemplates templates,
            BlockActions blocks,
            CurrentStaff staff,
            FlashMessage flash,
            Clock clock) {
        this.drafts = drafts;
        this.view = view;
        this.lastChange = lastChange;
        this.uploads = uploads;
        this.audience = audience;
        this.validation = validation;
        this.test = test;
        this.segments = segments;
        this.templates = templates;
        this.blocks = blocks;
        this.staff = staff;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Path("edit")
    public TemplateInstance edit(String id) {
        Blast draft = drafts.editable(id);
        DraftForm form = DraftForm.of(draft);
        return Templates.compose(view.of(draft, form.people), form, form.check().byField(), null);
    }

    @POST
    @Path("edit")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response change(String id, @BeanParam DraftForm form, MultipartFormDataInput submitted) {
        form.readBlocks(submitted);
        return submit(() -> drafts.editable(id), id, form);
    }

    @POST
    @Path("save")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response saveWhileTyping(String id, @BeanParam DraftForm form, MultipartFormDataInput submitted) {
        form.readBlocks(submitted);
        return saveWhileTyping(() -> drafts.editable(id), id, form);
    }

    Response saveWhileTyping(Supplier<Blast> draft, String id, DraftForm form) {
        try {
            Drafts.Saved saved = drafts.save(draft.get(), form);
            Composed composed =
                    saved.audienceChanged() ? view.of(saved.blast(), form.people) : view.withoutPeople(saved.blast());
            String answer = Templates.compose$saved(composed, form.check().byField(), now())
                    .render();
            if (saved.audienceChanged()) {
                answer += Templates.compose$people(composed).render();
            }
            return Response.ok(answer)
                    .header("HX-Replace-Url", composed.action())
                    .build();
        } catch (DraftConflictException changedMeanwhile) {
            return notSaved(lastChange.sentence(drafts.visible(id)) + " Press Save draft to see what changed.");
        } catch (RedirectionException sentMeanwhile) {
            return form.differences(drafts.visible(id)).isEmpty()
                    ? Response.ok()
                            .header("HX-Redirect", sentMeanwhile.getLocation())
                            .build()
                    : notSaved("This blast was sent or scheduled in another tab or by someone else. Press Save draft to"
                            + " keep your text as a new draft.");
        }
    }

    /** The script shows the answer beside the buttons. */
    private static Response notSaved(String sentence) {
        return Response.status(409)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .entity("Not saved. " + sentence + " Your text is still here.")
                .build();
    }

    /** Saves the form and performs its action. Nothing that was typed is lost when the draft was changed or sent by another page. */
    Response submit(Supplier<Blast> draft, String id, DraftForm form) {
        if (form.action.startsWith(TAKE)) {
            Blast stored = drafts.visible(id);
            form.take(form.action.substring(TAKE.length()), stored);
            form.action = "save";
            if (!form.differences(stored).isEmpty()) {
                return conflict(stored, form);
            }
        }
        try {
            return submit(draft.get(), form);
        } catch (DraftConflictException changedMeanwhile) {
            return conflict(drafts.visible(id), form);
        } catch (RedirectionException sentMeanwhile) {
            Blast sent = drafts.visible(id);
            if (form.differences(sent).isEmpty()) {
                throw sentMeanwhile;
            }
            return conflict(orphaned(sent, form), form);
        }
    }

    private Response conflict(Blast stored, DraftForm form) {
        form.conflict = form.differences(stored);
        form.changed = lastChange.sentence(stored);
        return conflict(view.of(stored, form.people), form);
    }

    private static Response conflict(Composed composed, DraftForm form) {
        return Response.status(409)
                .entity(Templates.compose(composed, form, form.check().byField(), null))
                .build();
    }

    /** Offers the text as a new draft, without the addresses, to which the blast went already. */
    private Composed orphaned(Blast sent, DraftForm form) {
        form.draft = drafts.newId();
        form.version = "";
        form.orphaned = true;
        form.pasted = form.pasted.equals(sent.pasted) ? "" : form.pasted;
        return view.ofNew(form.draft);
    }

    private Response submit(Blast draft, DraftForm form) {
        FormErrors errors = form.checkFields();
        Blast saved = drafts.save(draft, form).blast();
        uploads.addPeople(saved, Uploads.chosen(form.csv), errors);
        uploads.attach(saved, Uploads.chosen(form.attachment), errors);
        saved = addPicture(saved, form, errors);
        saved = blocks.keepPictures(saved, form, errors);
        form.showHistory(saved);
        String shown = BlockActions.isOne(form.action) ? blocks.perform(saved, form) : "";
        form.checkBlocks(BlockChecks::wrong, errors);
        if (AudienceEdit.isEdit(form.action)) {
            saved = changeAudience(saved, form, errors);
        }
        String next = act(saved, form, errors);
        if (form.action.equals("find-people")) {
            return Response.ok(Templates.compose(view.of(saved, form.people), form, errors.byField(), now()))
                    .build();
        }
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.compose(view.of(saved, form.people), form, errors.byField(), now()))
                    .build();
        }
        if (AudienceEdit.isEdit(form.action)) {
            return Response.seeOther(URI.create("/blasts/" + saved.publicId + "/edit#to-heading"))
                    .build();
        }
        if (BlockActions.isOne(form.action)) {
            return Response.seeOther(URI.create("/blasts/" + saved.publicId + "/edit#" + shown))
                    .build();
        }
        if (next.equals(EDIT)) {
            flash.show(
                    switch (form.action) {
                        case "test" -> "Test message sent to " + view.me() + ".";
                        case "save-segment" -> "Segment saved.";
                        case "save-template" -> "Template saved.";
                        default -> "Saved.";
                    });
        }
        return Response.seeOther(URI.create("/blasts/" + saved.publicId + "/" + next))
                .build();
    }

    /** Performs the action of the button. @return the next page */
    private String act(Blast draft, DraftForm form, FormErrors errors) {
        String[] action = form.action.split(":", 2);
        switch (action[0]) {
            case "remove-people" -> removePeople(draft, number(action), form);
            case "remove-file" -> uploads.detach(draft, number(action));
            case "save-segment" -> saveSegment(draft, form, errors);
            case "save-template" ->
                templates.save(draft, form.templateName).ifPresent(why -> errors.add("templateName", why));
            case "test" -> sendTest(draft, errors);
            case "switch-mode" -> {
                return blocks.switchMode(draft, form) ? EDIT : "html";
            }
            case "whole-message" -> {
                return "html?block=" + action[1];
            }
            case "preview" -> {
                return "preview";
            }
            case "review" -> {
                form.checkBlocks(BlockChecks::missing, errors);
                validation
                        .problems(draft)
                        .forEach(problem -> errors.add(ComposeTexts.fieldOf(problem.field()), problem.sentence()));
                return "review";
            }
            default -> {
                return EDIT; // everything is saved already
            }
        }
        return EDIT;
    }

    private Blast changeAudience(Blast draft, DraftForm form, FormErrors errors) {
        return drafts.change(
                draft,
                blast -> blast.audience = SelectionJson.write(
                        AudienceEdit.apply(SelectionJson.stored(blast.audience), form.action, form.people, errors)));
    }

    private void saveSegment(Blast draft, DraftForm form, FormErrors errors) {
        segments.save(draft.accountId, form.people.segmentName, SelectionJson.stored(draft.audience))
                .ifPresent(why -> errors.add("segmentName", why));
    }

    private void removePeople(Blast draft, long source, DraftForm form) {
        boolean pasted = audience.sources(draft).stream()
                .anyMatch(
                        there -> there.id() == source && there.kind() == org.tidings.blast.AudienceSource.Kind.PASTED);
        audience.remove(draft, source);
        if (pasted) {
            form.pasted = "";
            drafts.change(draft, blast -> blast.pasted = null);
        }
    }

    private void sendTest(Blast draft, FormErrors errors) {
        String me = Objects.requireNonNullElse(view.me(), "");
        test.send(draft, Optional.empty(), me).ifPresent(why -> errors.add("test", why));
    }

    /** Without JavaScript the image is appended to the message. */
    private Blast addPicture(Blast draft, DraftForm form, FormErrors errors) {
        var chosen = Uploads.chosen(form.picture == null ? List.of() : List.of(form.picture));
        if (chosen.isEmpty()) {
            return draft;
        }
        try {
            String url = uploads.keepPicture(staff.accountId(), chosen.get(0));
            org.jsoup.nodes.Element picture = new org.jsoup.nodes.Element("img");
            picture.attr("src", url).attr("alt", form.pictureAlt.strip()).attr("style", "max-width: 100%");
            form.html += "\n<p>" + picture.outerHtml() + "</p>";
            return drafts.change(draft, form::writeTo);
        } catch (UploadException e) {
            errors.add("picture", e.sentence());
            return draft;
        }
    }

    private static long number(String[] action) {
        return action.length == 2 && action[1].matches("\\d{1,18}") ? Long.parseLong(action[1]) : 0;
    }

    private String now() {
        return TIME.format(clock.instant().atZone(staff.zone()));
    }
}
