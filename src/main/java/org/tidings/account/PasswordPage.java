package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings page where staff members change their own password. */
@Path("/settings/password")
class PasswordPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance password(Map<String, String> errors);
    }

    private final CurrentStaff current;
    private final Login login;
    private final Staff staff;
    private final FlashMessage flash;

    PasswordPage(CurrentStaff current, Login login, Staff staff, FlashMessage flash) {
        this.current = current;
        this.login = login;
        this.staff = staff;
        this.flash = flash;
    }

    @GET
    public TemplateInstance form() {
        return Templates.password(Map.of());
    }

    @POST
    public Response change(
            @RestForm @DefaultValue("") String currentPassword, @RestForm @DefaultValue("") String newPassword) {
        long id = Objects.requireNonNull(current.staffId());
        StaffMember me = StaffMember.byId(current.accountId(), id).orElseThrow();
        FormErrors errors = Passwords.check(new FormErrors(), "newPassword", newPassword, me.email, me.name);
        Optional<Duration> wait = login.confirm(me, currentPassword);
        if (wait.isEmpty()) {
            errors.add("currentPassword", "Wrong password. Enter your current password.");
        } else if (!wait.get().isZero()) {
            errors.add("currentPassword", Login.tooOften(wait.get()));
        }
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.password(errors.byField()))
                    .build();
        }
        staff.changeOwnPassword(current.accountId(), id, newPassword, Objects.requireNonNull(current.sessionId()));
        flash.show("Your password is changed. You are logged out on all other devices.");
        return Response.seeOther(URI.create("/settings/password")).build();
    }
}
