package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.FormErrors;

/** The first page on an empty database: names the business and its first owner. It is gone afterwards. */
@Path("/setup")
@PermitAll
class SetupPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance setup(Form form, Map<String, String> errors);
    }

    private final FirstAccount firstAccount;
    private final Sessions sessions;
    private final SessionCookie cookie;

    SetupPage(FirstAccount firstAccount, Sessions sessions, SessionCookie cookie) {
        this.firstAccount = firstAccount;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @GET
    public TemplateInstance form() {
        onlyOnEmptyDatabase();
        Form form = new Form();
        form.timeZone = TimeZones.own();
        return Templates.setup(form, Map.of());
    }

    @POST
    public Response setUp(@BeanParam Form form, RoutingContext request) {
        onlyOnEmptyDatabase();
        FormErrors errors = form.check();
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.setup(form, errors.byField()))
                    .build();
        }
        try {
            StaffMember owner = firstAccount.make(form.wanted());
            cookie.set(request, sessions.begin(owner.id));
        } catch (AlreadySetUpException e) {
            throw new NotFoundException(e);
        }
        return Response.seeOther(URI.create(LocalPath.START)).build();
    }

    private void onlyOnEmptyDatabase() {
        if (!firstAccount.isMissing()) {
            throw new NotFoundException();
        }
    }

    /** The fields as typed. */
    static class Form {
        @RestForm
        @DefaultValue("")
        public String accountName = "";

        @RestForm
        @DefaultValue("UTC")
        public String timeZone = "UTC";

        @RestForm
        @DefaultValue("")
        public String name = "";

        @RestForm
        @DefaultValue("")
        public String email = "";

        @RestForm
        @DefaultValue("")
        public String password = "";

        FormErrors check() {
            FormErrors errors = new FormErrors()
                    .required("accountName", accountName, "Please name the business; recipients will see it.")
                    .atMost(200, "accountName", accountName)
                    .addIf(!TimeZones.isKnown(timeZone), "timeZone", "Please choose a time zone.")
                    .required("name", name, "Please tell your name.")
                    .atMost(200, "name", name)
                    .required("email", email, "Please tell the address you will log in with.")
                    .email("email", email);
            return Passwords.check(errors, "password", password);
        }

        FirstAccount.Wanted wanted() {
            return new FirstAccount.Wanted(accountName.strip(), timeZone, name.strip(), email, password);
        }
    }
}
