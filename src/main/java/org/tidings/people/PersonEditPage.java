package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactStore;
import org.tidings.contact.CustomFields;
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** The form that changes a person. */
@Path("/people/{id}/edit")
@Produces(MediaType.TEXT_HTML)
class PersonEditPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance edit(
                String title,
                String action,
                String back,
                String backTo,
                PersonForm form,
                List<ContactDetails.Membership> homes,
                List<HouseholdRole> roles,
                List<FieldInputs.Typed> typedFields,
                List<PersonForm.Row> freeFields,
                Map<String, String> errors);
    }

    private final CurrentStaff current;
    private final ContactStore contacts;
    private final Households households;
    private final CustomFields fields;
    private final AuditTrail audit;
    private final FlashMessage flash;

    PersonEditPage(
            CurrentStaff current,
            ContactStore contacts,
            Households households,
            CustomFields fields,
            AuditTrail audit,
            FlashMessage flash) {
        this.current = current;
        this.contacts = contacts;
        this.households = households;
        this.fields = fields;
        this.audit = audit;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance edit(@RestPath String id) {
        ContactStore.Person person = find(id);
        return page(person, PersonForm.of(person.details()), Map.of());
    }

    @POST
    @Transactional
    public Response change(@RestPath String id, @BeanParam PersonForm form) {
        return save(find(id), form);
    }

    Response save(ContactStore.@Nullable Person person, PersonForm form) {
        FieldDefinitions definitions = fields.definitions(current.accountId());
        FormErrors errors = form.check(definitions);
        List<Households.Home> named = form.newHousehold.isBlank()
                ? List.of()
                : households.byNames(current.accountId(), List.of(form.newHousehold.strip()));
        errors.addIf(
                named.size() > 1,
                "newHousehold",
                "There are " + named.size() + " households with this name. Open the right one and rename it first.");
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(page(person, form, errors.byField()))
                    .build();
        }
        Map<String, Households.Home> homes = households.byPublicIds(current.accountId(), form.household).stream()
                .collect(Collectors.toMap(Households.Home::publicId, home -> home));
        Households.Home added = named.isEmpty() ? newHome(form) : named.get(0);
        ContactStore.Saved saved = contacts.save(
                        current.accountId(),
                        List.of(new ContactStore.Edit(
                                person == null ? null : person.id(),
                                details -> form.applyTo(details, homes, added, definitions))))
                .get(0);
        audit.record(
                current.accountId(),
                current.staffId(),
                saved.isNew() ? "person.added" : "person.changed",
                saved.after().label(),
                null);
        flash.show("Saved.");
        return Response.seeOther(URI.create("/people/" + saved.publicId())).build();
    }

    private Households.@Nullable Home newHome(PersonForm form) {
        return form.newHousehold.isBlank()
                ? null
                : households
                        .add(current.accountId(), List.of(new Households.New(null, form.newHousehold.strip())))
                        .get(0);
    }

    TemplateInstance page(ContactStore.@Nullable Person person, PersonForm form, Map<String, String> errors) {
        List<HouseholdRole> roles = Arrays.asList(HouseholdRole.values());
        FieldDefinitions definitions = fields.definitions(current.accountId());
        List<FieldInputs.Typed> typed = form.fieldInputs().typed(definitions);
        List<PersonForm.Row> free = form.fieldInputs().free(definitions);
        return person == null
                ? Templates.edit(
                        "Add a person", "/people/new", "/people", "People", form, List.of(), roles, typed, free, errors)
                : Templates.edit(
                        "Edit " + person.details().label(),
                        "/people/" + person.publicId() + "/edit",
                        "/people/" + person.publicId(),
                        person.details().label(),
                        form,
                        person.details().households(),
                        roles,
                        typed,
                        free,
                        errors);
    }

    private ContactStore.Person find(String id) {
        return Contact.find(current.accountId(), id)
                .flatMap(contact -> contacts.find(current.accountId(), contact.id))
                .orElseThrow(NotFoundException::new);
    }
}
