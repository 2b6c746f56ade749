package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings page for the account's staff members and their roles. */
@Path("/settings/staff")
@RolesAllowed(Role.OWNER_ONLY)
class StaffPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<StaffMember> people, Form form, Map<String, String> errors);

        static native TemplateInstance edit(
                StaffMember person, List<ApiKey> keys, Form form, Map<String, String> errors);
    }

    private final CurrentStaff current;
    private final Staff staff;
    private final FlashMessage flash;

    StaffPage(CurrentStaff current, Staff staff, FlashMessage flash) {
        this.current = current;
        this.staff = staff;
        this.flash = flash;
    }

    @GET
    public TemplateInstance list() {
        return Templates.list(StaffMember.ofAccount(current.accountId()), new Form(), Map.of());
    }

    @POST
    public Response add(@BeanParam Form form) {
        FormErrors errors = form.checkName()
                .required("email", form.email, "Enter the email address they will log in with.")
                .email("email", form.email);
        Passwords.check(errors, "password", form.password, form.email, form.name);
        if (errors.isEmpty()
                && !staff.add(
                        current.accountId(),
                        current.staffId(),
                        form.name.strip(),
                        form.email,
                        form.role,
                        form.password)) {
            errors.add("email", "Someone already logs in with this email address.");
        }
        if (!errors.isEmpty()) {
            return invalid(Templates.list(StaffMember.ofAccount(current.accountId()), form, errors.byField()));
        }
        return done(form.name.strip() + " can now log in. Give them the password and ask them to change it.");
    }

    @GET
    @Path("{id}")
    public TemplateInstance edit(long id) {
        StaffMember person = person(id);
        return edit(person, Form.of(person), Map.of());
    }

    @POST
    @Path("{id}")
    public Response change(long id, @BeanParam Form form) {
        StaffMember person = person(id);
        FormErrors errors = form.checkName();
        if (!form.password.isBlank()) {
            Passwords.check(errors, "password", form.password, person.email, form.name);
        }
        if (errors.isEmpty()) {
            try {
                staff.change(
                        current.accountId(),
                        current.staffId(),
                        id,
                        form.name.strip(),
                        form.role,
                        form.active,
                        form.keepsKeys,
                        form.password);
            } catch (LastOwnerException e) {
                errors.add("role", String.valueOf(e.getMessage()));
            }
        }
        return errors.isEmpty() ? done("Saved.") : invalid(edit(person, form, errors.byField()));
    }

    private static TemplateInstance edit(StaffMember person, Form form, Map<String, String> errors) {
        return Templates.edit(person, ApiKey.madeBy(person.accountId, person.id), form, errors);
    }

    private StaffMember person(long id) {
        return StaffMember.byId(current.accountId(), id).orElseThrow(NotFoundException::new);
    }

    private Response done(String sentence) {
        flash.show(sentence);
        return Response.seeOther(URI.create("/settings/staff")).build();
    }

    private static Response invalid(TemplateInstance page) {
        return Response.status(422).entity(page).build();
    }

    /** The submitted form fields. */
    static class Form {
        @RestForm
        @DefaultValue("")
        public String name = "";

        @RestForm
        @DefaultValue("")
        public String email = "";

        @RestForm
        @DefaultValue("STAFF")
        public Role role = Role.STAFF;

        @RestForm
        @DefaultValue("false")
        public boolean active;

        @RestForm
        @DefaultValue("false")
        public boolean keepsKeys;

        @RestForm
        @DefaultValue("")
        public String password = "";

        static Form of(StaffMember person) {
            Form form = new Form();
            form.name = person.name;
            form.email = person.email;
            form.role = person.role;
            form.active = person.active;
            return form;
        }

        FormErrors checkName() {
            return new FormErrors().required("name", name, "Enter their name.").atMost(200, "name", name);
        }
    }
}
