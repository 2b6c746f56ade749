package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.Tags;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/tags")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Tags")
class TagsResource {

    /** A tag, and how many people and households have it. Its name is its id. */
    record TagJson(String name, int people, int households) {}

    /** All tags of the account; an account has hundreds at most. */
    record TagList(List<TagJson> items) {}

    private final CurrentStaff current;
    private final Tags tags;

    TagsResource(CurrentStaff current, Tags tags) {
        this.current = current;
        this.tags = tags;
    }

    @GET
    @Transactional
    @Operation(summary = "All tags by name, with the numbers of people and households that have them")
    public TagList list() {
        return new TagList(
                tags.all(current.accountId()).stream().map(TagsResource::json).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Add a tag that nobody has yet")
    public Response create(@Nullable JsonNode json) {
        String name = name(json);
        check(tags.create(current.accountId(), name));
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return Response.created(URI.create("/api/v1/tags/" + path))
                .entity(find(name))
                .build();
    }

    @GET
    @Path("{name}")
    @Transactional
    @Operation(summary = "One tag")
    public TagJson get(@PathParam("name") String name) {
        return find(name);
    }

    @PATCH
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Rename a tag for everyone who has it")
    public TagJson rename(@PathParam("name") String name, @Nullable JsonNode json) {
        String renamed = name(json);
        check(tags.rename(current.accountId(), name, renamed));
        return find(renamed);
    }

    @DELETE
    @Path("{name}")
    @Transactional
    @Operation(summary = "Delete a tag, and take it from everyone who has it")
    public void delete(@PathParam("name") String name) {
        check(tags.delete(current.accountId(), name));
    }

    private static String name(@Nullable JsonNode json) {
        return JsonBody.read(
                json, body -> body.ignore("people", "households").requiredText("name", ContactDetails.LONGEST_TAG));
    }

    private static void check(Tags.Result result) {
        switch (result) {
            case MISSING -> throw noSuchTag();
            case TAKEN -> throw new ProblemException(409, "There is already a tag with this name.");
            case DONE -> {
                // nothing to report
            }
        }
    }

    private TagJson find(String name) {
        return tags.all(current.accountId()).stream()
                .filter(tag -> tag.name().equals(name))
                .map(TagsResource::json)
                .findFirst()
                .orElseThrow(TagsResource::noSuchTag);
    }

    private static ProblemException noSuchTag() {
        return new ProblemException(404, "There is no such tag.");
    }

    private static TagJson json(Tags.Use tag) {
        return new TagJson(tag.name(), tag.people(), tag.households());
    }
}
