package org.tidings.account;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.oidc.OidcAttempt;
import org.tidings.account.oidc.OidcPerson;
import org.tidings.account.oidc.OidcProvider;
import org.tidings.account.oidc.OidcRefusedException;
import org.tidings.account.oidc.OidcRefusedException.Reason;
import org.tidings.account.oidc.SingleSignOn;
import org.tidings.platform.Network;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.RequestLimits;

/** Login with the provider: to its page, and back with a code. Both are 404 without a provider. {@link OidcProblems} says what went wrong. */
@Path("/login/oidc")
@PermitAll
class OidcLoginPage {

    /** For an office behind one address; each may ask the provider. */
    private static final int MOST_OF_NETWORK = 120;

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final SingleSignOn singleSignOn;
    private final OidcLogin login;
    private final OidcCookie cookie;
    private final ProviderSteps steps;
    private final CurrentStaff staff;
    private final RequestLimits limits;
    private final RoutingContext request;

    OidcLoginPage(
            SingleSignOn singleSignOn,
            OidcLogin login,
            OidcCookie cookie,
            ProviderSteps steps,
            CurrentStaff staff,
            RequestLimits limits,
            RoutingContext request) {
        this.singleSignOn = singleSignOn;
        this.login = login;
        this.cookie = cookie;
        this.steps = steps;
        this.staff = staff;
        this.limits = limits;
        this.request = request;
    }

    /** Another site can neither begin a login nor replace a session that works: its link ends at our login page. */
    @GET
    public Response begin(@RestQuery @Nullable String next, @HeaderParam("Sec-Fetch-Site") @Nullable String origin) {
        OidcProvider provider = provider();
        String target = LocalPath.orStart(next);
        if (staff.isSignedIn()) {
            return Response.seeOther(URI.create(target)).build();
        }
        if (Objects.equals(origin, "cross-site")) {
            return Response.seeOther(URI.create("/login?next=" + URLEncoder.encode(target, StandardCharsets.UTF_8)))
                    .build();
        }
        OidcAttempt attempt = provider.begin();
        URI address = provider.address(attempt);
        cookie.set(request, attempt, target);
        return Response.seeOther(address).build();
    }

    @GET
    @Path("callback")
    public Response finish(UriInfo uri) {
        OidcProvider provider = provider();
        OidcCookie.Begun begun =
                cookie.consume(request).orElseThrow(() -> new OidcRefusedException(Reason.EXPIRED, "no cookie"));
        OidcPerson person = provider.finish(begun.attempt(), uri.getQueryParameters(), login::isConnected);
        HalfLogin.Half half = login.recognise(person);
        String page = steps.afterProvider(request, half.staff(), Objects.requireNonNull(half.identity()), begun.next());
        return Response.seeOther(URI.create(page)).build();
    }

    private OidcProvider provider() {
        OidcProvider provider = singleSignOn.provider().orElseThrow(NotFoundException::new);
        String network = Network.of(request.request().remoteAddress().hostAddress());
        if (!limits.allows("login with the provider from " + network, MOST_OF_NETWORK, PERIOD)) {
            throw new ProblemException(429, "Too many attempts from your network. Try again in ten minutes.");
        }
        return provider;
    }
}
