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
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.FormErrors;

/** The page behind the link in an invitation or in a message for a new password. GET changes nothing, because link scanners follow links. */
@Path("/login/password/{token}")
@PermitAll
class ChoosePasswordPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance choose(StaffLinks.Found found, String token, Map<String, String> errors);

        static native TemplateInstance expired(StaffLinks.Found found, String token, Map<String, String> errors);

        static native TemplateInstance unknown();

        static native TemplateInstance chosen(StaffLinks.Found found);
    }

    private final ForgottenPasswords forgotten;
    private final StaffLinks links;
    private final RoutingContext request;

    ChoosePasswordPage(ForgottenPasswords forgotten, StaffLinks links, RoutingContext request) {
        this.forgotten = forgotten;
        this.links = links;
        this.request = request;
    }

    @GET
    @ConcurrencyLimit
    public Response form(String token) {
        return links.find(token)
                .map(found -> found.open()
                        ? page(200, Templates.choose(found, token, Map.of()))
                        : page(410, Templates.expired(found, token, Map.of())))
                .orElseGet(() -> page(404, Templates.unknown()));
    }

    @POST
    @ConcurrencyLimit
    public Response choose(String token, @RestForm @DefaultValue("") String password) {
        Optional<StaffLinks.Found> found = links.find(token);
        if (found.isEmpty()) {
            return page(404, Templates.unknown());
        }
        StaffMember staff = found.get().staff();
        FormErrors errors = Passwords.check(new FormErrors(), "password", password, staff.email, staff.name);
        if (found.get().open() && !errors.isEmpty()) {
            return page(422, Templates.choose(found.get(), token, errors.byField()));
        }
        return links.choose(found.get(), password)
                ? page(200, Templates.chosen(found.get()))
                : page(410, Templates.expired(found.get(), token, Map.of()));
    }

    @POST
    @Path("again")
    @ConcurrencyLimit
    public Response again(String token) {
        Optional<StaffLinks.Found> found = links.find(token);
        if (found.isEmpty()) {
            return page(404, Templates.unknown());
        }
        return forgotten
                .requestAgain(found.get(), request.request().remoteAddress().hostAddress())
                .map(problem -> page(429, Templates.expired(found.get(), token, Map.of("again", problem))))
                .orElseGet(() -> page(
                        200, ForgottenPasswordPage.Templates.sent(found.get().staff().email)));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page).build();
    }
}
