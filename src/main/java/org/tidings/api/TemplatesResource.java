package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.blast.Blast;
import org.tidings.blast.Purpose;
import org.tidings.blast.template.MessageTemplate;
import org.tidings.blast.template.SavedTemplates;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.SEND)
@Blocking
@Tag(name = "Templates")
class TemplatesResource {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CONTENT = 2_000_000;

    /** A template in a list, without its content. */
    record TemplateLine(String id, String name, String subject, Purpose purpose, Instant updatedAt) {

        static TemplateLine of(MessageTemplate template) {
            return new TemplateLine(
                    template.publicId, template.name, template.subject, template.purpose, template.updatedAt);
        }
    }

    /** All templates of the account; hundreds at most. */
    record TemplateList(List<TemplateLine> items) {}

    /**
     * A template.
     *
     * @param blocks whether its message was written as blocks
     */
    record TemplateJson(
            String id,
            String name,
            String subject,
            @Nullable String preheader,
            String html,
            @Nullable String text,
            boolean blocks,
            Purpose purpose,
            Instant createdAt,
            Instant updatedAt) {

        static TemplateJson of(MessageTemplate template) {
            return new TemplateJson(
                    template.publicId,
                    template.name,
                    template.subject,
                    template.preheader,
                    template.html,
                    template.text,
                    template.blocks != null,
                    template.purpose,
                    template.createdAt,
                    template.updatedAt);
        }
    }

    private final CurrentStaff current;
    private final SavedTemplates templates;
    private final Clock clock;

    TemplatesResource(CurrentStaff current, SavedTemplates templates, Clock clock) {
        this.current = current;
        this.templates = templates;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(summary = "All templates by name")
    public TemplateList list() {
        return new TemplateList(templates.all(current.accountId()).stream()
                .map(TemplateLine::of)
                .toList());
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One template with its content")
    public TemplateJson get(@PathParam("id") String id) {
        return TemplateJson.of(find(id));
    }

    private record New(String name, Blast message) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Save a template; 409 if there is one with this name")
    public Response create(@Nullable JsonNode json) {
        New read = JsonBody.read(json, body -> {
            body.ignore("id", "blocks", "createdAt", "updatedAt");
            Blast message = Blast.draft(current.accountId(), current.staffId(), clock.instant());
            message.subject = body.textOrEmpty("subject", Blast.LONGEST_SUBJECT);
            message.preheader = body.text("preheader", Blast.LONGEST_SUBJECT);
            message.write(body.requiredText("html", LONGEST_CONTENT));
            message.text = body.text("text", LONGEST_CONTENT);
            message.purpose = Objects.requireNonNullElse(body.word("purpose", Purpose.class), Purpose.MARKETING);
            return new New(body.requiredText("name", LONGEST_NAME), message);
        });
        Optional<String> problem = templates.save(read.message(), read.name());
        if (problem.isPresent()) {
            throw new ProblemException(409, problem.get(), Map.of("name", read.name()));
        }
        MessageTemplate saved =
                templates.named(current.accountId(), read.name()).orElseThrow();
        return Response.created(URI.create("/api/v1/templates/" + saved.publicId))
                .entity(TemplateJson.of(saved))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete a template; drafts that were started from it stay")
    public void delete(@PathParam("id") String id) {
        find(id).delete();
    }

    private MessageTemplate find(String id) {
        return templates
                .find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such template."));
    }
}
