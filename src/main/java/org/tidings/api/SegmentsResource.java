package org.tidings.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.blast.SegmentPeople;
import org.tidings.blast.selection.Segment;
import org.tidings.blast.selection.Segments;
import org.tidings.blast.selection.Selection;
import org.tidings.contact.ContactStore;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/segments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Segments")
class SegmentsResource {

    /** A segment; {@code rule} has the properties of an audience. */
    record SegmentJson(String id, String name, JsonNode rule, Instant createdAt, Instant updatedAt) {}

    private final CurrentStaff current;
    private final Segments segments;
    private final SegmentPeople people;
    private final AudienceRule rules;
    private final ContactStore contacts;
    private final ObjectMapper mapper;

    SegmentsResource(
            CurrentStaff current,
            Segments segments,
            SegmentPeople people,
            AudienceRule rules,
            ContactStore contacts,
            ObjectMapper mapper) {
        this.current = current;
        this.segments = segments;
        this.people = people;
        this.rules = rules;
        this.contacts = contacts;
        this.mapper = mapper;
    }

    @GET
    @Transactional
    @Operation(summary = "All segments by name")
    public Listing<SegmentJson> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        String after = Listing.decode(cursor);
        List<Segment> rest = Segment.ofAccount(current.accountId()).stream()
                .filter(one -> after == null || one.id > Listing.before(cursor))
                .sorted(Comparator.comparingLong(one -> one.id))
                .toList();
        return Listing.of(rest, limit, this::json, one -> String.valueOf(one.id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Add a segment")
    public Response create(@Nullable JsonNode json) {
        Body body = read(json, true);
        Segment added = segments.add(current.accountId(), body.name(), body.rule());
        return Response.created(URI.create("/api/v1/segments/" + added.publicId))
                .entity(json(added))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One segment")
    public SegmentJson get(@PathParam("id") String id) {
        return json(find(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Change the name or the rule")
    public SegmentJson change(@PathParam("id") String id, @Nullable JsonNode json) {
        Segment segment = find(id);
        Body body = read(json, false);
        return json(segments.change(
                segment,
                body.name().isEmpty() ? segment.name : body.name(),
                body.rule().isEmpty() ? segment.selection() : body.rule()));
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete a segment; drafts that use it must be changed before they can be sent")
    public void delete(@PathParam("id") String id) {
        find(id).delete();
    }

    @GET
    @Path("{id}/contacts")
    @Transactional
    @Operation(summary = "The people whom the segment selects at present")
    public Listing<ContactJson> contacts(
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        long after = Listing.decode(cursor) == null ? 0 : Listing.before(cursor);
        List<Long> ids = people.after(current.accountId(), find(id).selection(), after, limit + 1);
        List<Long> page = ids.size() > limit ? ids.subList(0, limit) : ids;
        List<ContactJson> items = ContactJson.of(
                current.accountId(), contacts.read(current.accountId(), page).values());
        return new Listing<>(items, ids.size() > limit ? Listing.encode(String.valueOf(page.get(limit - 1))) : null);
    }

    private record Body(String name, Selection rule) {}

    private Body read(@Nullable JsonNode json, boolean isNew) {
        return JsonBody.read(json, body -> {
            body.ignore("id", "createdAt", "updatedAt");
            String name = isNew || body.has("name") ? body.requiredText("name", Segment.LONGEST_NAME) : "";
            boolean hasRule = body.has("rule");
            if (isNew && !hasRule) {
                body.wrong("rule", "Is missing.");
            }
            Selection rule =
                    hasRule && json != null ? rules.read(current.accountId(), json.get("rule")) : Selection.NOBODY;
            return new Body(name, rule);
        });
    }

    private Segment find(String id) {
        return Segment.find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such segment."));
    }

    private SegmentJson json(Segment segment) {
        try {
            return new SegmentJson(
                    segment.publicId,
                    segment.name,
                    mapper.readTree(segment.rule),
                    segment.createdAt,
                    segment.updatedAt);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
