package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ConcurrencyLimit;

/** Login and logout. */
@Path("/")
@PermitAll
class LoginPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance login(String email, String next, Map<String, String> errors);

        static native TemplateInstance done();
    }

    private final Login login;
    private final BrowserSession browser;
    private final KnownDevices devices;
    private final HalfLogin halfLogin;
    private final CurrentStaff staff;
    private final FirstAccount firstAccount;
    private final RoutingContext request;

    LoginPage(
            Login login,
            BrowserSession browser,
            KnownDevices devices,
            HalfLogin halfLogin,
            CurrentStaff staff,
            FirstAccount firstAccount,
            RoutingContext request) {
        this.login = login;
        this.browser = browser;
        this.devices = devices;
        this.halfLogin = halfLogin;
        this.staff = staff;
        this.firstAccount = firstAccount;
        this.request = request;
    }

    @GET
    public Response start() {
        return to(LocalPath.START);
    }

    @GET
    @Path("login")
    public Response form(@RestQuery @Nullable String next) {
        if (firstAccount.isMissing()) {
            return to("/setup");
        }
        String target = LocalPath.orStart(next);
        return staff.isSignedIn()
                ? to(target)
                : Response.ok(Templates.login("", target, Map.of())).build();
    }

    @POST
    @Path("login")
    @ConcurrencyLimit
    public Response logIn(
            @RestForm @DefaultValue("") String email,
            @RestForm @DefaultValue("") String password,
            @RestForm @Nullable String next) {
        String target = LocalPath.orStart(next);
        Login.Outcome outcome =
                login.attempt(email, password, Client.of(request), devices.read(request, StaffMember.normalise(email)));
        if (!outcome.pause().isZero()) {
            return Response.fromResponse(again(429, email, target, Map.of("email", Login.tooOften(outcome.pause()))))
                    .header(HttpHeaders.RETRY_AFTER, seconds(outcome.pause()))
                    .build();
        }
        if (outcome.needsCode().isPresent()) {
            halfLogin.begin(request, HalfLogin.Step.CODE, outcome.needsCode().get(), null);
            return to(CodePage.path(target));
        }
        if (outcome.token().isEmpty()) {
            return again(401, email, target, Map.of("password", "Wrong email address or password."));
        }
        browser.begin(request, outcome.token().get(), StaffMember.normalise(email));
        return to(target);
    }

    /** Shown after a login in a second tab, while the first tab still has unsaved input. */
    @GET
    @Path("login/done")
    public TemplateInstance done() {
        return Templates.done();
    }

    @POST
    @Path("logout")
    public Response logOut() {
        browser.end(request);
        return to("/login");
    }

    private static Response again(int status, String email, String next, Map<String, String> errors) {
        return Response.status(status)
                .entity(Templates.login(email, next, errors))
                .build();
    }

    private static long seconds(Duration wait) {
        return wait.toSeconds() + 1;
    }

    private static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
