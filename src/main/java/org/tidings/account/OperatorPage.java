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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.FormErrors;

/**
 * The page of who runs this installation: lists accounts and adds one. The credential is none that Quarkus knows; {@link PermissionFilter} checks
 * it for all paths that {@link Permissions} gives to the operator. Without a password in the configuration all of it is 404.
 */
@Path(OperatorPage.PATH)
@PermitAll
class OperatorPage {

    static final String PATH = "/operator";
    static final String LOGIN = PATH + "/login";

    private static final int LAST_PAGE = 1_000_000;

    private static final Logger LOG = Logger.getLogger(OperatorPage.class);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance login(Map<String, String> errors);

        static native TemplateInstance accounts(
                List<OperatorAccounts.Row> accounts,
                int page,
                boolean hasNext,
                StaffPage.@Nullable Invitation invitation,
                Form form,
                Map<String, String> errors);
    }

    private final OperatorAccess access;
    private final OperatorAccounts accounts;
    private final FirstAccount firstAccount;
    private final PlatformConfig config;
    private final RoutingContext request;

    OperatorPage(
            OperatorAccess access,
            OperatorAccounts accounts,
            FirstAccount firstAccount,
            PlatformConfig config,
            RoutingContext request) {
        this.access = access;
        this.accounts = accounts;
        this.firstAccount = firstAccount;
        this.config = config;
        this.request = request;
    }

    @GET
    @Path("login")
    public Response form() {
        requireOn();
        return access.isLoggedIn(request) ? toList() : page(200, Templates.login(Map.of()));
    }

    @POST
    @Path("login")
    @ConcurrencyLimit
    public Response logIn(@RestForm @DefaultValue("") String password) {
        requireOn();
        Optional<Duration> wait = access.logIn(request, password);
        if (wait.isEmpty()) {
            return page(401, Templates.login(Map.of("password", "Wrong password.")));
        }
        return wait.get().isZero()
                ? toList()
                : Response.fromResponse(page(429, Templates.login(Map.of("password", Login.tooOften(wait.get())))))
                        .header(HttpHeaders.RETRY_AFTER, wait.get().toSeconds() + 1)
                        .build();
    }

    /** For a form that was sent without a session. */
    static Response logInAgain() {
        return Response.status(401)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(Templates.login(
                                Map.of("password", "Log in again: a session of the operator ends after an hour."))
                        .render())
                .build();
    }

    private void requireOn() {
        if (!access.isOn()) {
            throw new NotFoundException();
        }
    }

    @POST
    @Path("logout")
    public Response logOut() {
        access.logOut(request);
        return Response.seeOther(URI.create(LOGIN)).build();
    }

    @GET
    public Response list(@RestQuery @DefaultValue("1") int page) {
        return list(200, Math.min(Math.max(page, 1), LAST_PAGE), null, new Form(), Map.of());
    }

    @POST
    public Response add(@BeanParam Form form) {
        FormErrors errors = form.check()
                .addIf(firstAccount.isMissing(), "accountName", "Create the first account at the set-up page.");
        Optional<Staff.Added> added = errors.isEmpty()
                ? accounts.add(form.accountName.strip(), form.timeZone, form.name.strip(), form.email)
                : Optional.empty();
        if (added.isEmpty()) {
            errors.addIf(errors.isEmpty(), "email", "Someone already logs in with this email address.");
            return list(422, 1, null, form, errors.byField());
        }
        log("added an account");
        return invited(added.get());
    }

    /** For an owner whose invitation was lost. */
    @POST
    @Path("accounts/{id}/invite")
    public Response inviteAgain(long id) {
        Staff.Added invited = accounts.inviteAgain(id).orElseThrow(NotFoundException::new);
        log("invited an owner again");
        return invited(invited);
    }

    private void log(String action) {
        LOG.infof(
                "The operator %s from %s",
                action, request.request().remoteAddress().hostAddress());
    }

    /** Does not redirect: this response is the only one that can show the link. */
    private Response invited(Staff.Added added) {
        StaffMember owner = added.person();
        return list(
                200,
                1,
                new StaffPage.Invitation(owner.name, owner.email, config.baseUrl() + added.invitation()),
                new Form(),
                Map.of());
    }

    private Response list(
            int status, int page, StaffPage.@Nullable Invitation invitation, Form form, Map<String, String> errors) {
        List<OperatorAccounts.Row> found = accounts.page(page);
        boolean hasNext = found.size() > OperatorAccounts.SIZE;
        List<OperatorAccounts.Row> rows = hasNext ? found.subList(0, OperatorAccounts.SIZE) : found;
        return page(status, Templates.accounts(rows, page, hasNext, invitation, form, errors));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page).build();
    }

    private static Response toList() {
        return Response.seeOther(URI.create(PATH)).build();
    }

    /** The submitted form fields. */
    static class Form {
        @RestForm
        @DefaultValue("")
        public String accountName = "";

        @RestForm
        @DefaultValue("UTC")
        public String timeZone = TimeZones.systemDefault();

        @RestForm
        @DefaultValue("")
        public String name = "";

        @RestForm
        @DefaultValue("")
        public String email = "";

        FormErrors check() {
            return new FormErrors()
                    .required("accountName", accountName, "Enter the name of the business. Recipients see it.")
                    .atMost(200, "accountName", accountName)
                    .addIf(!TimeZones.isKnown(timeZone), "timeZone", "Choose a time zone.")
                    .required("name", name, "Enter the owner’s name.")
                    .atMost(200, "name", name)
                    .required("email", email, "Enter the email address the owner will log in with.")
                    .email("email", email);
        }
    }
}
