package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactStore;
import org.tidings.contact.CustomFields;
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.Household;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.contact.Tags;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/households")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Households")
class HouseholdsResource {

    private static final int LONGEST_NAME = 200;

    /** A household without its members, which {@code GET /contacts?household=} lists. */
    record HouseholdJson(
            String id,
            @Nullable String externalId,
            String name,
            List<String> tags,
            Map<String, String> fields,
            List<MemberJson> members) {}

    record MemberJson(String id, String firstName, String lastName, HouseholdRole role) {}

    private record Body(
            @Nullable String externalId,
            @Nullable String name,
            boolean hasExternalId,
            @Nullable Set<String> tags,
            Map<String, @Nullable String> fields) {

        static Body read(JsonBody body, FieldDefinitions definitions) {
            body.ignore("id", "members");
            Set<String> tags = body.texts("tags", 100, ContactDetails.LONGEST_TAG);
            return new Body(
                    body.text("externalId", 100),
                    body.text("name", LONGEST_NAME),
                    body.has("externalId"),
                    body.has("tags") ? tags : null,
                    ContactBody.fields(body, definitions));
        }
    }

    private final CurrentStaff current;
    private final Households households;
    private final Tags tags;
    private final CustomFields fields;

    HouseholdsResource(CurrentStaff current, Households households, Tags tags, CustomFields fields) {
        this.current = current;
        this.households = households;
        this.tags = tags;
        this.fields = fields;
    }

    @GET
    @Transactional
    @Operation(summary = "Households by name; q is how the name begins")
    public Listing<HouseholdJson> list(
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("tag") @Nullable String tag,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        Long after = Listing.decode(cursor) == null ? null : Listing.before(cursor);
        List<Households.Home> found = households.page(current.accountId(), q.strip(), tag, after, limit + 1);
        return Listing.of(found, limit, this::json, home -> String.valueOf(home.id()));
    }

    private Body read(@Nullable JsonNode json) {
        FieldDefinitions definitions = fields.definitions(current.accountId());
        return JsonBody.read(json, body -> Body.read(body, definitions));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Add a household; its members say that they belong to it")
    public Response create(@Nullable JsonNode json) {
        Body body = read(json);
        String name = body.name();
        if (name == null || name.isEmpty()) {
            throw new ProblemException(422, "name: Is missing.");
        }
        Households.Home home = saving(() -> households
                .add(current.accountId(), List.of(new Households.New(emptyToNull(body.externalId()), name)))
                .get(0));
        describe(home.id(), body);
        return Response.created(URI.create("/api/v1/households/" + home.publicId()))
                .entity(json(home))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One household with its members")
    public HouseholdJson get(@PathParam("id") String id) {
        return json(find(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Change the properties that are given; tags are replaced, fields are merged")
    public HouseholdJson change(@PathParam("id") String id, @Nullable JsonNode json) {
        Household home = find(id);
        Body body = read(json);
        if (body.name() != null && body.name().isEmpty()) {
            throw new ProblemException(422, "name: Must not be empty.");
        }
        String name = body.name() == null ? home.name : body.name();
        String externalId = body.hasExternalId() ? emptyToNull(body.externalId()) : home.externalId;
        saving(() -> {
            households.rename(current.accountId(), home, externalId, name);
            return true;
        });
        describe(home.id, body);
        return json(new Households.Home(home.id, home.publicId, externalId, name));
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete a household; its members stay")
    public void delete(@PathParam("id") String id) {
        households.delete(current.accountId(), find(id).id);
    }

    private void describe(long id, Body body) {
        if (body.tags() != null) {
            tags.setOfHousehold(current.accountId(), id, body.tags());
        }
        if (!body.fields().isEmpty()) {
            households.setFields(current.accountId(), id, ContactBody.merged(fieldsOf(id), body.fields()));
        }
    }

    private Map<String, String> fieldsOf(long id) {
        return households.fields(current.accountId(), List.of(id)).getOrDefault(id, Map.of());
    }

    private Household find(String id) {
        return Household.find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such household."));
    }

    private HouseholdJson json(Household home) {
        return json(new Households.Home(home.id, home.publicId, home.externalId, home.name));
    }

    private HouseholdJson json(Households.Home home) {
        List<MemberJson> members = households.members(current.accountId(), home.id()).stream()
                .map(person -> member(person, home.id()))
                .toList();
        return new HouseholdJson(
                home.publicId(),
                home.externalId(),
                home.name(),
                List.copyOf(tags.ofHouseholds(current.accountId(), List.of(home.id()))
                        .getOrDefault(home.id(), new TreeSet<>())),
                new TreeMap<>(fieldsOf(home.id())),
                members);
    }

    private static MemberJson member(ContactStore.Person person, long householdId) {
        HouseholdRole role = person.details().households().stream()
                .filter(home -> home.householdId() == householdId)
                .map(home -> home.role())
                .findFirst()
                .orElse(HouseholdRole.OTHER);
        return new MemberJson(
                person.publicId(),
                person.details().firstName(),
                person.details().lastName(),
                role);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static <T> T saving(Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabaseException failure) {
            if (String.valueOf(failure.getMessage()).contains("household_uq_external_id")) {
                throw new ProblemException(409, "Another household already has this externalId.");
            }
            throw failure;
        }
    }
}
