package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings page where staff members change their own password. */
@Path("/settings/password")
@Authenticated
class PasswordPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance password(Map<String, String> errors);
    }

    private final CurrentStaff current;
    private final Staff staff;
    private final FlashMessage flash;

    PasswordPage(CurrentStaff current, Staff staff, FlashMessage flash) {
        this.current = current;
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
        Optional<StaffMember> me = StaffMember.byId(current.accountId(), id);
        FormErrors errors = Passwords.check(new FormErrors(), "newPassword", newPassword)
                .addIf(
                        !Passwords.isRight(me, currentPassword),
                        "currentPassword",
                        "Wrong password. Enter your current password.");
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
