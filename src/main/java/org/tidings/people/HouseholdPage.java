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
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactStore;
import org.tidings.contact.CustomFields;
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.Household;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.contact.Tags;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;
import org.tidings.report.EmailLog;

/** A household: its members, where each can be reached, and all email to them. */
@Path("/households/{id}")
@Produces(MediaType.TEXT_HTML)
class HouseholdPage {

    private static final int LOG_LINES = 50;
    private static final int LONGEST_NAME = 200;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance household(
                Household home,
                List<Member> members,
                boolean reachable,
                List<LogView.Line> log,
                Form form,
                List<FieldInputs.Typed> typedFields,
                List<PersonForm.Row> freeFields,
                Map<String, String> errors);
    }

    /**
     * A member of the household.
     *
     * @param others the other households of this person
     */
    public record Member(PersonRow row, HouseholdRole role, List<ContactDetails.Membership> others) {

        boolean isReachable() {
            return role == HouseholdRole.GUARDIAN && row.mailboxes().stream().anyMatch(box -> !box.isInvalid());
        }
    }

    /** What the form shows or was sent. */
    public record Form(String name, String tags, FieldInputs fields) {}

    private final CurrentStaff current;
    private final Households households;
    private final Tags tags;
    private final CustomFields fields;
    private final PersonRows rows;
    private final EmailLog log;
    private final AuditTrail audit;
    private final FlashMessage flash;
    private final Clock clock;

    HouseholdPage(
            CurrentStaff current,
            Households households,
            Tags tags,
            CustomFields fields,
            PersonRows rows,
            EmailLog log,
            AuditTrail audit,
            FlashMessage flash,
            Clock clock) {
        this.current = current;
        this.households = households;
        this.tags = tags;
        this.fields = fields;
        this.rows = rows;
        this.log = log;
        this.audit = audit;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Transactional
    public TemplateInstance household(@RestPath String id) {
        Household home = find(id);
        SortedSet<String> stored =
                tags.ofHouseholds(current.accountId(), List.of(home.id)).getOrDefault(home.id, new TreeSet<>());
        return page(home, new Form(home.name, String.join(", ", stored), FieldInputs.of(home.fieldValues())), Map.of());
    }

    private TemplateInstance page(Household home, Form form, Map<String, String> errors) {
        FieldDefinitions definitions = fields.definitions(current.accountId());
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        List<ContactStore.Person> people = households.members(current.accountId(), home.id);
        List<PersonRow> found = rows.of(
                current.accountId(),
                people.stream().map(ContactStore.Person::id).toList(),
                today);
        List<Member> members = found.stream().map(row -> member(row, home)).toList();
        return Templates.household(
                home,
                members,
                members.stream().anyMatch(Member::isReachable),
                log(found),
                form,
                form.fields().typed(definitions),
                form.fields().free(definitions),
                errors);
    }

    private static Member member(PersonRow row, Household home) {
        List<ContactDetails.Membership> others = new ArrayList<>(row.details().households());
        HouseholdRole role = others.stream()
                .filter(one -> one.householdId() == home.id)
                .map(ContactDetails.Membership::role)
                .findFirst()
                .orElse(HouseholdRole.OTHER);
        others.removeIf(one -> one.householdId() == home.id);
        return new Member(row, role, others);
    }

    private List<LogView.Line> log(List<PersonRow> people) {
        List<Long> addressIds = MailboxState.addressIds(
                people.stream().flatMap(row -> row.mailboxes().stream()).toList());
        Dates dates = new Dates(current.zone(), clock.instant());
        return log.page(addressIds, "", null, LOG_LINES, dates).entries().stream()
                .map(entry -> new LogView.Line(
                        entry, current.seesAll() || Objects.equals(entry.createdBy(), current.staffId())))
                .toList();
    }

    @POST
    @Transactional
    public Response change(
            @RestPath String id,
            @RestForm @DefaultValue("") String name,
            @RestForm("tags") @DefaultValue("") String typedTags,
            @RestForm List<String> fieldName,
            @RestForm List<String> fieldValue) {
        Household home = find(id);
        Form form = new Form(name, typedTags, new FieldInputs(fieldName, fieldValue));
        FieldDefinitions definitions = fields.definitions(current.accountId());
        Set<String> wanted = PersonForm.tags(typedTags);
        FormErrors errors = new FormErrors()
                .required("name", name, "Enter a name.")
                .atMost(LONGEST_NAME, "name", name)
                .addIf(
                        wanted.stream().anyMatch(tag -> tag.length() > ContactDetails.LONGEST_TAG),
                        "tags",
                        "Use at most " + ContactDetails.LONGEST_TAG + " characters per tag.");
        form.fields().check(definitions, errors);
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(page(home, form, errors.byField()))
                    .build();
        }
        if (!name.strip().equals(home.name)) {
            households.rename(current.accountId(), home, home.externalId, name.strip());
            audit.record(current.accountId(), current.staffId(), "household.renamed", name.strip(), home.name);
        }
        tags.setOfHousehold(current.accountId(), home.id, wanted);
        households.setFields(current.accountId(), home.id, form.fields().read(definitions));
        flash.show("Saved.");
        return Response.seeOther(URI.create("/households/" + id)).build();
    }

    @POST
    @Path("delete")
    @Transactional
    public Response delete(@RestPath String id) {
        Household home = find(id);
        households.delete(current.accountId(), home.id);
        audit.record(current.accountId(), current.staffId(), "household.deleted", home.name, null);
        flash.show("The household " + home.name + " was deleted. Its members are still here.");
        return Response.seeOther(URI.create("/people")).build();
    }

    private Household find(String id) {
        return Household.find(current.accountId(), id).orElseThrow(NotFoundException::new);
    }
}
