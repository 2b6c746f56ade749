package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.FormErrors;

/** For staff who forgot their password. What the page answers does not depend on who has access. */
@Path("/login/forgotten")
@PermitAll
class ForgottenPasswordPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(String email, Map<String, String> errors);

        static native TemplateInstance sent(String email);
    }

    private final ForgottenPasswords forgotten;
    private final RoutingContext request;

    ForgottenPasswordPage(ForgottenPasswords forgotten, RoutingContext request) {
        this.forgotten = forgotten;
        this.request = request;
    }

    @GET
    public TemplateInstance form() {
        return Templates.form("", Map.of());
    }

    @POST
    @ConcurrencyLimit
    public Response send(@RestForm @DefaultValue("") String email) {
        FormErrors errors = new FormErrors()
                .required("email", email, "Enter the email address you log in with.")
                .email("email", email);
        if (!errors.isEmpty()) {
            return page(422, Templates.form(email, errors.byField()));
        }
        String address = StaffMember.normalise(email);
        return forgotten
                .request(address, request.request().remoteAddress().hostAddress())
                .map(problem -> page(429, Templates.form(email, Map.of("email", problem))))
                .orElseGet(() -> page(200, Templates.sent(address)));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page).build();
    }
}
