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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.AuditTrail;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentKind;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.ContactSearch;
import org.tidings.contact.ContactStore;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.CustomFields;
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.Household;
import org.tidings.contact.Households;
import org.tidings.contact.TakenExternalIdException;
import org.tidings.contact.WeeklyClass;
import org.tidings.people.Erasure;
import org.tidings.people.PersonData;
import org.tidings.people.PersonExport;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.EmailLog;

@Path("/api/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Contacts")
class ContactsResource {

    private static final String BY_API = "api";
    private static final String EXTERNAL = "external:";
    private static final int MOST_ITEMS = 1_000;

    private final CurrentStaff current;
    private final ContactStore store;
    private final ContactSearch search;
    private final ContactUpserts upserts;
    private final Households households;
    private final CustomFields fields;
    private final AddressBook addresses;
    private final EmailLog log;
    private final Erasure erasure;
    private final PersonExport export;
    private final AuditTrail audit;
    private final Clock clock;

    ContactsResource(
            CurrentStaff current,
            ContactStore store,
            ContactSearch search,
            ContactUpserts upserts,
            Households households,
            CustomFields fields,
            AddressBook addresses,
            EmailLog log,
            Erasure erasure,
            PersonExport export,
            AuditTrail audit,
            Clock clock) {
        this.current = current;
        this.store = store;
        this.search = search;
        this.upserts = upserts;
        this.households = households;
        this.fields = fields;
        this.addresses = addresses;
        this.log = log;
        this.erasure = erasure;
        this.export = export;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What became of one item.
     *
     * @param result {@code CREATED}, {@code UPDATED} or {@code UNCHANGED}
     */
    record UpsertedJson(String id, @Nullable String externalId, ContactUpserts.Result result) {}

    /** The answers to a bulk request, in the order of its items. */
    record UpsertedList(List<UpsertedJson> items) {}

    @GET
    @Transactional
    @Operation(summary = "People by name; q looks at the beginnings of names, addresses, phone numbers and households")
    public Listing<ContactJson> list(
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("email") @Nullable String email,
            @QueryParam("tag") @Nullable String tag,
            @QueryParam("class") @Nullable String classId,
            @QueryParam("household") @Nullable String household,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        ContactFilter filter = new ContactFilter(
                q,
                email == null ? null : EmailAddress.normalise(email).orElse(email),
                tag,
                classId == null
                        ? null
                        : WeeklyClass.find(current.accountId(), classId)
                                .map(one -> one.id)
                                .orElse(-1L),
                household == null
                        ? null
                        : Household.find(current.accountId(), household)
                                .map(one -> one.id)
                                .orElse(-1L),
                LocalDate.ofInstant(clock.instant(), current.zone()));
        String after = Listing.decode(cursor);
        ContactSearch.Page page = search.page(
                current.accountId(), filter, after == null ? null : Listing.before(cursor), Listing.limit(limit));
        List<ContactJson> items = ContactJson.of(
                current.accountId(), store.read(current.accountId(), page.ids()).values());
        return new Listing<>(items, page.next() == null ? null : Listing.encode(String.valueOf(page.next())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Add a person")
    public Response create(@Nullable JsonNode json) {
        ContactBody body = JsonBody.read(json, this::read);
        ContactStore.Saved saved = saving(() -> store.save(
                        current.accountId(), List.of(new ContactStore.Edit(null, body.change(homes(List.of(body))))))
                .get(0));
        recordConsent(List.of(body));
        return Response.created(URI.create("/api/v1/contacts/" + saved.publicId()))
                .entity(json(saved.id()))
                .build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary =
                    "Add or change up to 1,000 people, found by externalId, else by id, else by the first address and the name")
    public UpsertedList upsert(@Nullable JsonNode json) {
        FieldDefinitions definitions = fields.definitions(current.accountId());
        List<ContactBody> bodies = JsonBody.read(json, body -> {
            if (!body.has("items")) {
                body.wrong("items", "Is missing.");
            }
            return body.list("items", MOST_ITEMS, item -> ContactBody.read(item, definitions));
        });
        Map<String, Households.Home> homes = homes(bodies);
        List<ContactUpserts.Upsert> items = bodies.stream()
                .map(body -> new ContactUpserts.Upsert(body.key(), body.change(homes)))
                .toList();
        List<ContactUpserts.Done> done =
                saving(() -> upserts.write(current.accountId(), items, ContactUpserts.Mode.CREATE_AND_UPDATE));
        recordConsent(bodies);
        List<UpsertedJson> answers = new ArrayList<>();
        for (ContactUpserts.Done one : done) {
            ContactStore.Saved saved = Objects.requireNonNull(one.saved());
            answers.add(new UpsertedJson(saved.publicId(), saved.after().externalId(), one.result()));
        }
        return new UpsertedList(answers);
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One person, by id or by external:{externalId}")
    public ContactJson get(@PathParam("id") String id) {
        return json(find(id).id);
    }

    @GET
    @Path("{id}/blasts")
    @Transactional
    @Operation(summary = "The email log: every blast to the addresses of a person and what became of it, latest first")
    public Listing<LogEntryJson> log(
            @PathParam("id") String id,
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        long key = find(id).id;
        List<String> emails = store.find(current.accountId(), key).stream()
                .flatMap(person -> person.details().emails().stream())
                .toList();
        List<Long> addressIds = Address.all(current.accountId(), emails).stream()
                .map(address -> Objects.requireNonNull(address.id))
                .toList();
        EmailLog.Page page = log.page(
                addressIds,
                q.strip(),
                LogEntryJson.position(Listing.decode(cursor)),
                Listing.limit(limit),
                new Dates(current.zone(), clock.instant()));
        RecipientKey next = page.next();
        return new Listing<>(
                page.entries().stream().map(LogEntryJson::of).toList(),
                next == null ? null : Listing.encode(next.blastId() + "-" + next.seq()));
    }

    /**
     * A message to a person.
     *
     * @param blast the id of the blast; its document may have been cleared
     * @param reason the status and its reason in words
     */
    record LogEntryJson(
            String blast,
            String subject,
            Instant at,
            String email,
            RecipientStatus status,
            String reason,
            @Nullable String code,
            Instant lastActivityAt) {

        static LogEntryJson of(EmailLog.Entry entry) {
            return new LogEntryJson(
                    entry.blast(),
                    entry.subject(),
                    entry.at(),
                    entry.email(),
                    entry.status(),
                    entry.text(),
                    entry.code(),
                    entry.lastActivityAt());
        }

        private static @Nullable RecipientKey position(@Nullable String text) {
            if (text == null) {
                return null;
            }
            int dash = text.indexOf('-');
            try {
                return new RecipientKey(
                        Long.parseLong(text.substring(0, Math.max(dash, 0))),
                        Integer.parseInt(text.substring(dash + 1)));
            } catch (NumberFormatException tampered) {
                throw Listing.badCursor();
            }
        }
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Change the properties that are given; lists are replaced, fields are merged")
    public ContactJson change(@PathParam("id") String id, @Nullable JsonNode json) {
        long key = find(id).id;
        ContactBody body = JsonBody.read(json, this::read);
        saving(() -> store.change(current.accountId(), key, body.change(homes(List.of(body)))));
        recordConsent(List.of(body));
        return json(key);
    }

    @POST
    @Path("{id}/erase")
    @Operation(
            summary =
                    "Erase a person and the addresses that nobody else has; counts and a keyed hash for suppression stay")
    public void erase(@PathParam("id") String id) {
        erasure.erase(current.accountId(), current.staffId(), find(id).id);
    }

    @GET
    @Path("{id}/export")
    @Transactional
    @Operation(summary = "All that is kept about a person")
    public PersonData export(@PathParam("id") String id) {
        Contact person = find(id);
        audit.record(current.accountId(), current.staffId(), "person.exported", person.name(), null);
        return export.of(current.accountId(), person.id);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete a person; addresses keep their validity and consent")
    public void delete(@PathParam("id") String id) {
        store.delete(current.accountId(), List.of(find(id).id));
    }

    private Contact find(String id) {
        return (id.startsWith(EXTERNAL)
                        ? Contact.findByExternalId(current.accountId(), id.substring(EXTERNAL.length()))
                        : Contact.find(current.accountId(), id))
                .orElseThrow(() -> new ProblemException(404, "There is no such contact."));
    }

    private ContactBody read(JsonBody body) {
        return ContactBody.read(body, fields.definitions(current.accountId()));
    }

    private ContactJson json(long id) {
        return ContactJson.of(
                        current.accountId(),
                        store.find(current.accountId(), id).stream().toList())
                .get(0);
    }

    private Map<String, Households.Home> homes(List<ContactBody> bodies) {
        List<String> ids = ContactBody.householdIds(bodies).toList();
        return households.byPublicIds(current.accountId(), ids).stream()
                .collect(Collectors.toMap(Households.Home::publicId, home -> home));
    }

    /** A false withdraws consent; a true never lifts a refusal. */
    private void recordConsent(List<ContactBody> bodies) {
        refuse(ConsentKind.MARKETING, bodies.stream().flatMap(body -> body.unsubscribed().stream()));
        refuse(ConsentKind.SERVICE, bodies.stream().flatMap(body -> body.withoutNotices().stream()));
        refuse(ConsentKind.TRACKING, tracking(bodies, false));
        addresses.agreeToTracking(
                current.accountId(), tracking(bodies, true).distinct().toList(), BY_API);
    }

    private static Stream<String> tracking(List<ContactBody> bodies, boolean granted) {
        return bodies.stream()
                .flatMap(body -> body.tracking().entrySet().stream())
                .filter(entry -> entry.getValue() == granted)
                .map(Map.Entry::getKey);
    }

    private void refuse(ConsentKind kind, Stream<String> emails) {
        addresses.refuseAll(current.accountId(), kind, emails.distinct().toList(), BY_API);
    }

    private static <T> T saving(Supplier<T> work) {
        try {
            return work.get();
        } catch (TakenExternalIdException taken) {
            throw new ProblemException(409, String.valueOf(taken.getMessage()));
        }
    }
}
