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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.CustomField;
import org.tidings.contact.CustomFields;
import org.tidings.contact.FieldType;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** The settings page for custom fields and their types. */
@Path("/settings/fields")
@Produces(MediaType.TEXT_HTML)
class CustomFieldsPage {

    private static final int MOST_CHOICES = 100;
    private static final int LONGEST_CHOICE = 200;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<CustomField> fields, List<FieldType> types, Form form, Map<String, String> errors);
    }

    /** What was entered. */
    record Form(String name, FieldType type, String choices) {
        static final Form EMPTY = new Form("", FieldType.TEXT, "");

        CustomField field() {
            List<String> lines = choices.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
            return new CustomField(name.strip(), type, type == FieldType.CHOICE ? lines : List.of());
        }
    }

    private final CurrentStaff current;
    private final CustomFields fields;
    private final AuditTrail audit;
    private final FlashMessage flash;

    CustomFieldsPage(CurrentStaff current, CustomFields fields, AuditTrail audit, FlashMessage flash) {
        this.current = current;
        this.fields = fields;
        this.audit = audit;
        this.flash = flash;
    }

    @GET
    public TemplateInstance list() {
        return page(Form.EMPTY, new FormErrors());
    }

    /** Adds a field, or changes the type of the one with this name. */
    @POST
    @Transactional
    public Response define(
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("TEXT") String type,
            @RestForm @DefaultValue("") String choices) {
        FieldType wanted = Stream.of(FieldType.values())
                .filter(one -> one.name().equals(type))
                .findFirst()
                .orElse(FieldType.TEXT);
        Form form = new Form(name, wanted, choices);
        FormErrors errors = check(form);
        if (!errors.isEmpty()) {
            return Response.status(422).entity(page(form, errors)).build();
        }
        CustomField field = form.field();
        fields.define(current.accountId(), field);
        audit.record(
                current.accountId(),
                current.staffId(),
                "field.defined",
                field.name(),
                field.type().label());
        flash.show("Saved.");
        return Response.seeOther(URI.create("/settings/fields")).build();
    }

    private FormErrors check(Form form) {
        CustomField field = form.field();
        List<CustomField> stored = fields.of(current.accountId());
        boolean isNew = stored.stream().noneMatch(one -> one.name().equalsIgnoreCase(field.name()));
        return new FormErrors()
                .required("name", form.name(), "Enter a name.")
                .atMost(CustomField.LONGEST_NAME, "name", form.name())
                .addIf(
                        isNew && stored.size() >= CustomFields.MOST,
                        "name",
                        "There are " + CustomFields.MOST + " fields already. Remove one first.")
                .addIf(
                        form.type() == FieldType.CHOICE && field.choices().isEmpty(),
                        "choices",
                        "Enter the choices, one on each line.")
                .addIf(
                        field.choices().size() > MOST_CHOICES
                                || field.choices().stream().anyMatch(choice -> choice.length() > LONGEST_CHOICE),
                        "choices",
                        "Enter at most " + MOST_CHOICES + " choices of at most " + LONGEST_CHOICE
                                + " characters each.");
    }

    @POST
    @Path("remove")
    @Transactional
    public Response remove(@RestForm @DefaultValue("") String name) {
        if (!fields.remove(current.accountId(), name)) {
            throw new NotFoundException();
        }
        audit.record(current.accountId(), current.staffId(), "field.removed", name, null);
        flash.show(name + " is a text field again. Its values were kept.");
        return Response.seeOther(URI.create("/settings/fields")).build();
    }

    private TemplateInstance page(Form form, FormErrors errors) {
        return Templates.list(
                fields.of(current.accountId()), Arrays.asList(FieldType.values()), form, errors.byField());
    }
}
