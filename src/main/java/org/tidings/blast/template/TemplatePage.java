package org.tidings.blast.template;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.platform.web.FlashMessage;

/** A saved template: a blast is started from it, and it is renamed or deleted. */
@Path("/templates/{id}")
@Produces(MediaType.TEXT_HTML)
class TemplatePage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance edit(MessageTemplate template, String name, @Nullable String error);
    }

    private final CurrentStaff staff;
    private final SavedTemplates templates;
    private final NewDrafts drafts;
    private final Thumbnails thumbnails;
    private final FlashMessage flash;
    private final Clock clock;

    TemplatePage(
            CurrentStaff staff,
            SavedTemplates templates,
            NewDrafts drafts,
            Thumbnails thumbnails,
            FlashMessage flash,
            Clock clock) {
        this.staff = staff;
        this.templates = templates;
        this.drafts = drafts;
        this.thumbnails = thumbnails;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Transactional
    public TemplateInstance edit(String id) {
        MessageTemplate template = find(id);
        return Templates.edit(template, template.name, null);
    }

    /** Renames it. */
    @POST
    @Transactional
    public Response rename(String id, @RestForm @DefaultValue("") String name) {
        MessageTemplate template = find(id);
        Optional<String> problem = templates.rename(template, name);
        if (problem.isPresent()) {
            return Response.status(422)
                    .entity(Templates.edit(template, name, problem.get()))
                    .build();
        }
        return toList("Template renamed.");
    }

    @POST
    @Path("delete")
    @Transactional
    public Response delete(String id) {
        find(id).delete();
        return toList("Template deleted. Blasts that were started from it are unchanged.");
    }

    /** Starts a blast from it. */
    @POST
    @Path("blast")
    @Transactional
    public Response use(String id) {
        MessageTemplate template = find(id);
        return drafts.start(template.name, template::writeTo);
    }

    /** The content of its frame. */
    @GET
    @Path("html")
    @Transactional
    public Response html(String id) {
        Blast blast = Blast.draft(staff.accountId(), null, clock.instant());
        find(id).writeTo(blast);
        return thumbnails.of(blast);
    }

    private Response toList(String sentence) {
        flash.show(sentence);
        return Response.seeOther(URI.create("/templates")).build();
    }

    private MessageTemplate find(String id) {
        return MessageTemplate.find(staff.accountId(), id).orElseThrow(NotFoundException::new);
    }
}
