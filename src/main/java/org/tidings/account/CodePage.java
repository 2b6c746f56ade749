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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ConcurrencyLimit;

/** The second step of a login, after the password or the provider. */
@Path("/login/code")
@PermitAll
class CodePage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance code(String next, Map<String, String> errors);
    }

    private final Login login;
    private final HalfLogin halfLogin;
    private final BrowserSession browser;
    private final RoutingContext request;

    CodePage(Login login, HalfLogin halfLogin, BrowserSession browser, RoutingContext request) {
        this.login = login;
        this.halfLogin = halfLogin;
        this.browser = browser;
        this.request = request;
    }

    static String path(String next) {
        return "/login/code?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    @GET
    @ConcurrencyLimit
    public Response form(@RestQuery @Nullable String next) {
        String target = LocalPath.orStart(next);
        return halfLogin.read(request, HalfLogin.Step.CODE).isPresent()
                ? Response.ok(Templates.code(target, Map.of())).build()
                : passwordFirst(target);
    }

    @POST
    @ConcurrencyLimit
    public Response logIn(@RestForm @DefaultValue("") String code, @RestForm @Nullable String next) {
        String target = LocalPath.orStart(next);
        Optional<HalfLogin.Half> half = halfLogin.read(request, HalfLogin.Step.CODE);
        if (half.isEmpty()) {
            return passwordFirst(target);
        }
        Login.Outcome outcome = login.attemptCode(half.get(), code, Client.of(request));
        if (!outcome.pause().isZero()) {
            return Response.fromResponse(again(429, target, Login.tooOften(outcome.pause())))
                    .header(HttpHeaders.RETRY_AFTER, outcome.pause().toSeconds() + 1)
                    .build();
        }
        if (outcome.token().isEmpty()) {
            return again(401, target, "Wrong code. Each code works once: wait for the next one.");
        }
        halfLogin.end(request);
        browser.begin(request, outcome.token().get(), half.get().staff().email);
        return Response.seeOther(URI.create(target)).build();
    }

    private static Response again(int status, String next, String error) {
        return Response.status(status)
                .entity(Templates.code(next, Map.of("code", error)))
                .build();
    }

    static Response passwordFirst(String next) {
        return Response.seeOther(URI.create("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                .build();
    }
}
