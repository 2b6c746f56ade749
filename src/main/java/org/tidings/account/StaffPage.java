package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;
import org.tidings.platform.web.ProblemException;

/** Settings page for the account's staff members and their roles. */
@Path("/settings/staff")
class StaffPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<StaffMember> people,
                @Nullable Invitation invitation,
                Account account,
                Form form,
                Map<String, String> errors);

        static native TemplateInstance edit(
                StaffMember person,
                List<ApiKey> keys,
                boolean secondStepCanEnd,
                boolean isConnected,
                boolean isSelf,
                Form form,
                Map<String, String> errors);
    }

    /**
     * An invitation that was just mailed.
     *
     * @param link for an owner who hands it over, because no email leaves
     */
    record Invitation(String name, String email, String link) {}

    private final CurrentStaff current;
    private final Staff staff;
    private final SecondStep secondStep;
    private final OidcLogin provider;
    private final PlatformConfig config;
    private final FlashMessage flash;

    StaffPage(
            CurrentStaff current,
            Staff staff,
            SecondStep secondStep,
            OidcLogin provider,
            PlatformConfig config,
            FlashMessage flash) {
        this.current = current;
        this.staff = staff;
        this.secondStep = secondStep;
        this.provider = provider;
        this.config = config;
        this.flash = flash;
    }

    @GET
    public TemplateInstance list() {
        return list(null, new Form(), Map.of());
    }

    @POST
    public Response add(@BeanParam Form form) {
        FormErrors errors = form.checkName()
                .required("email", form.email, "Enter the email address they will log in with.")
                .email("email", form.email);
        if (!form.password.isBlank()) {
            Passwords.check(errors, "password", form.password, form.email, form.name);
        }
        Optional<Staff.Added> added =
                errors.isEmpty() ? staff.add(current.accountId(), me(), form.email, form.details()) : Optional.empty();
        if (added.isEmpty()) {
            errors.addIf(errors.isEmpty(), "email", "Someone already logs in with this email address.");
            return invalid(list(null, form, errors.byField()));
        }
        String invitation = added.get().invitation();
        return invitation == null
                ? done(form.name.strip() + " can now log in. Give them the password and ask them to change it.")
                : invited(added.get().person(), invitation);
    }

    @POST
    @Path("{id}/invite")
    public Response inviteAgain(long id) {
        StaffMember person = person(id);
        return staff.inviteAgain(current.accountId(), me(), id)
                .map(path -> invited(person, path))
                .orElseGet(() -> done("They have chosen a password already, or may not log in."));
    }

    /** Does not redirect: this response is the only one that can show the link. */
    private Response invited(StaffMember person, String path) {
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        Invitation invitation = new Invitation(person.name, person.email, config.baseUrl() + path);
        return Response.ok(list(invitation, new Form(), Map.of()))
                .cacheControl(never)
                .build();
    }

    private TemplateInstance list(@Nullable Invitation invitation, Form form, Map<String, String> errors) {
        return Templates.list(StaffMember.ofAccount(current.accountId()), invitation, account(), form, errors);
    }

    /** Applies to everybody's next request. */
    @POST
    @Path("second-step")
    public Response requireSecondStep(@RestForm @DefaultValue("false") boolean required) {
        secondStep.require(current.accountId(), current.staffId(), required);
        return done(
                required
                        ? "Saved. Everybody without a second step has to set it up before they go on."
                        : "Saved. A second step is optional.");
    }

    /** For a colleague who lost their device and their recovery codes. For oneself it takes the password: see {@link SecondStepPage}. */
    @POST
    @Path("{id}/second-step/off")
    public Response turnOffSecondStep(long id) {
        StaffMember person = person(id);
        if (person.id == me()) {
            throw new ProblemException(
                    403, "Turn off your own second step under Settings, Second step, with your password.");
        }
        secondStep.turnOff(person, me());
        return done("The second step of " + person.name + " is off. They log in with their password.");
    }

    /** For somebody who got another identity at the login provider. */
    @POST
    @Path("{id}/connection/remove")
    public Response removeConnection(long id) {
        StaffMember person = person(id);
        provider.disconnect(person, me());
        return done("The connection is removed. The next login of " + person.name
                + " connects them again, after their password.");
    }

    /** Whether what teachers write waits for a manager. */
    @POST
    @Path("teachers")
    public Response approveTeachers(@RestForm @DefaultValue("false") boolean approval) {
        staff.approveTeachers(current.accountId(), me(), approval);
        return done(approval ? "Saved. A manager sends what teachers write." : "Saved. Teachers send on their own.");
    }

    private Account account() {
        return Objects.requireNonNull(Account.<Account>findById(current.accountId()));
    }

    private long me() {
        return Objects.requireNonNull(current.staffId());
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
        if (!form.password.isBlank() && person.id == me()) {
            errors.add("password", "Change your own password under My password, which asks for the current one.");
        } else if (!form.password.isBlank()) {
            Passwords.check(errors, "password", form.password, person.email, form.name);
        }
        if (errors.isEmpty()) {
            try {
                staff.change(current.accountId(), current.staffId(), id, form.details(), form.active, form.keepsKeys);
            } catch (LastOwnerException e) {
                errors.add("role", String.valueOf(e.getMessage()));
            }
        }
        return errors.isEmpty() ? done("Saved.") : invalid(edit(person, form, errors.byField()));
    }

    private TemplateInstance edit(StaffMember person, Form form, Map<String, String> errors) {
        boolean secondStepCanEnd = person.id != me() && secondStep.isOn(person.id);
        return Templates.edit(
                person,
                ApiKey.madeBy(person.accountId, person.id),
                secondStepCanEnd,
                provider.isConnected(person.id),
                person.id == me(),
                form,
                errors);
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

        @RestForm
        @DefaultValue("")
        public String teaches = "";

        Staff.Details details() {
            return new Staff.Details(name.strip(), role, teaches, password);
        }

        static Form of(StaffMember person) {
            Form form = new Form();
            form.name = person.name;
            form.email = person.email;
            form.role = person.role;
            form.active = person.active;
            form.teaches = Objects.requireNonNullElse(person.teaches, "");
            return form;
        }

        FormErrors checkName() {
            return new FormErrors()
                    .required("name", name, "Enter their name.")
                    .atMost(200, "name", name)
                    .atMost(200, "teaches", teaches)
                    .addIf(
                            role == Role.TEACHER && teaches.isBlank(),
                            "teaches",
                            "Enter the teacher's name as it is written in the classes.");
        }
    }
}
