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
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.platform.web.FormErrors;

/** The setup page: creates the account and its first owner on an empty database. Returns 404 afterwards. */
@Path("/setup")
@PermitAll
class SetupPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance setup(Form form, Map<String, String> errors);
    }

    private final FirstAccount firstAccount;
    private final SetupKey key;
    private final Sessions sessions;
    private final SessionCookie cookie;

    SetupPage(FirstAccount firstAccount, SetupKey key, Sessions sessions, SessionCookie cookie) {
        this.firstAccount = firstAccount;
        this.key = key;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @GET
    public TemplateInstance form(@RestQuery @DefaultValue("") String key) {
        requireEmptyDatabase();
        Form form = new Form();
        form.key = key;
        form.timeZone = TimeZones.systemDefault();
        return Templates.setup(form, Map.of());
    }

    @POST
    public Response setUp(@BeanParam Form form, RoutingContext request) {
        requireEmptyDatabase();
        FormErrors errors = form.check()
                .addIf(!key.matches(form.key), "key", "Wrong setup key. Tidings prints it in its log at startup.");
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.setup(form, errors.byField()))
                    .build();
        }
        try {
            StaffMember owner = firstAccount.create(form.newAccount());
            cookie.set(request, sessions.begin(owner.accountId, owner.id, Client.of(request)));
        } catch (AlreadySetUpException e) {
            throw new NotFoundException(e);
        }
        return Response.seeOther(URI.create(LocalPath.START)).build();
    }

    private void requireEmptyDatabase() {
        if (!firstAccount.isMissing()) {
            throw new NotFoundException();
        }
    }

    /** The submitted form fields. */
    static class Form {
        @RestForm
        @DefaultValue("")
        public String key = "";

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
                    .required("accountName", accountName, "Enter the name of your business. Recipients see it.")
                    .atMost(200, "accountName", accountName)
                    .addIf(!TimeZones.isKnown(timeZone), "timeZone", "Choose a time zone.")
                    .required("name", name, "Enter your name.")
                    .atMost(200, "name", name)
                    .required("email", email, "Enter the email address you will log in with.")
                    .email("email", email);
            return Passwords.check(errors, "password", password, email, name, accountName);
        }

        FirstAccount.NewAccount newAccount() {
            return new FirstAccount.NewAccount(accountName.strip(), timeZone, name.strip(), email, password);
        }
    }
}
