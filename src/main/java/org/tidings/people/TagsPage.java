package org.tidings.people;

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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.Tags;
import org.tidings.platform.web.FlashMessage;

/** The tags of the account: how many have each, rename, delete. */
@Path("/people/tags")
@Produces(MediaType.TEXT_HTML)
class TagsPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Tags.Use> tags, @Nullable String error);
    }

    private final CurrentStaff current;
    private final Tags tags;
    private final AuditTrail audit;
    private final FlashMessage flash;

    TagsPage(CurrentStaff current, Tags tags, AuditTrail audit, FlashMessage flash) {
        this.current = current;
        this.tags = tags;
        this.audit = audit;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance list() {
        return Templates.list(tags.all(current.accountId()), null);
    }

    @POST
    @Path("rename")
    @Transactional
    public Response rename(@RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String newName) {
        String renamed = newName.strip();
        if (renamed.isEmpty() || renamed.length() > ContactDetails.LONGEST_TAG) {
            return refused("Enter a name of at most " + ContactDetails.LONGEST_TAG + " characters.");
        }
        Tags.Result result = tags.rename(current.accountId(), name, renamed);
        if (result == Tags.Result.TAKEN) {
            return refused("There is already a tag “" + renamed + "”.");
        }
        return done(result, "tag.renamed", renamed, name);
    }

    @POST
    @Path("topic")
    @Transactional
    public Response topic(
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("false") boolean topic,
            @RestForm @DefaultValue("") String publicName) {
        String shown = publicName.strip();
        if (shown.length() > ContactDetails.LONGEST_TAG) {
            return refused("Enter a public name of at most " + ContactDetails.LONGEST_TAG + " characters.");
        }
        Tags.Result result = tags.setTopic(current.accountId(), name, topic, shown.isEmpty() ? null : shown);
        return done(result, "tag.topic", name, topic ? "Topic: " + (shown.isEmpty() ? name : shown) : "No topic");
    }

    @POST
    @Path("delete")
    @Transactional
    public Response delete(@RestForm @DefaultValue("") String name) {
        return done(tags.delete(current.accountId(), name), "tag.deleted", name, null);
    }

    private Response done(Tags.Result result, String action, String name, @Nullable String detail) {
        if (result == Tags.Result.MISSING) {
            throw new NotFoundException();
        }
        audit.record(current.accountId(), current.staffId(), action, name, detail);
        flash.show(action.equals("tag.deleted") ? "The tag “" + name + "” was deleted." : "Saved.");
        return Response.seeOther(URI.create("/people/tags")).build();
    }

    private Response refused(String error) {
        return Response.status(422)
                .entity(Templates.list(tags.all(current.accountId()), error))
                .build();
    }
}
