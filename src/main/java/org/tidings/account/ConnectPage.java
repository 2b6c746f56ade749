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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ConcurrencyLimit;

/** Asks somebody who has a password for it, once, before they are connected with the provider: an email address alone proves too little. */
@Path(ConnectPage.PATH)
@PermitAll
class ConnectPage {

    static final String PATH = "/login/connect";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance connect(String email, String next, Map<String, String> errors);
    }

    private final Login login;
    private final ProviderSteps steps;
    private final HalfLogin halfLogin;
    private final RoutingContext request;

    ConnectPage(Login login, ProviderSteps steps, HalfLogin halfLogin, RoutingContext request) {
        this.login = login;
        this.steps = steps;
        this.halfLogin = halfLogin;
        this.request = request;
    }

    static String path(String next) {
        return PATH + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    @GET
    @ConcurrencyLimit
    public Response form(@RestQuery @Nullable String next) {
        String target = LocalPath.orStart(next);
        return halfLogin
                .read(request, HalfLogin.Step.PASSWORD)
                .map(half -> page(200, half, target, Map.of()))
                .orElseGet(() -> CodePage.passwordFirst(target));
    }

    @POST
    @ConcurrencyLimit
    public Response connect(@RestForm @DefaultValue("") String password, @RestForm @Nullable String next) {
        String target = LocalPath.orStart(next);
        HalfLogin.Half half = halfLogin.read(request, HalfLogin.Step.PASSWORD).orElse(null);
        if (half == null || half.identity() == null) {
            return CodePage.passwordFirst(target);
        }
        Optional<Duration> wait = login.confirm(half.staff(), password);
        if (wait.isEmpty()) {
            return page(401, half, target, Map.of("password", "Wrong password."));
        }
        return wait.get().isZero()
                ? Response.seeOther(URI.create(steps.afterPassword(request, half.staff(), half.identity(), target)))
                        .build()
                : Response.fromResponse(page(429, half, target, Map.of("password", Login.tooOften(wait.get()))))
                        .header(HttpHeaders.RETRY_AFTER, wait.get().toSeconds() + 1)
                        .build();
    }

    private static Response page(int status, HalfLogin.Half half, String next, Map<String, String> errors) {
        return Response.status(status)
                .entity(Templates.connect(half.staff().email, next, errors))
                .build();
    }
}
