package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.oidc.OidcAttempt;
import org.tidings.account.oidc.OidcProvider;
import org.tidings.account.oidc.OidcRefusedException;
import org.tidings.account.oidc.OidcRefusedException.Reason;
import org.tidings.account.oidc.ProviderUnavailableException;
import org.tidings.account.oidc.SingleSignOn;
import org.tidings.platform.Network;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.RequestLimits;

/** Log-in with the provider: to its page, and back with a code. Both are 404 without a provider. */
@Path("/login/oidc")
@PermitAll
class OidcLoginPage {

    private static final Logger LOG = Logger.getLogger(OidcLoginPage.class);

    /** For an office behind one address; each may ask the provider. */
    private static final int MOST_OF_NETWORK = 120;

    private static final Duration PERIOD = Duration.ofMinutes(10);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance refused(String provider, Reason reason);

        static native TemplateInstance unavailable(String provider);
    }

    private final SingleSignOn singleSignOn;
    private final OidcLogin login;
    private final OidcCookie cookie;
    private final Sessions sessions;
    private final BrowserSession browser;
    private final SecondStep secondStep;
    private final HalfLogin halfLogin;
    private final RequestLimits limits;
    private final RoutingContext request;

    OidcLoginPage(
            SingleSignOn singleSignOn,
            OidcLogin login,
            OidcCookie cookie,
            Sessions sessions,
            BrowserSession browser,
            SecondStep secondStep,
            HalfLogin halfLogin,
            RequestLimits limits,
            RoutingContext request) {
        this.singleSignOn = singleSignOn;
        this.login = login;
        this.cookie = cookie;
        this.sessions = sessions;
        this.browser = browser;
        this.secondStep = secondStep;
        this.halfLogin = halfLogin;
        this.limits = limits;
        this.request = request;
    }

    @GET
    public Response begin(@RestQuery @Nullable String next) {
        OidcProvider provider = provider();
        OidcAttempt attempt = provider.begin();
        try {
            URI address = provider.address(attempt);
            cookie.set(request, attempt, LocalPath.orStart(next));
            return Response.seeOther(address).build();
        } catch (ProviderUnavailableException e) {
            return unavailable(e);
        }
    }

    @GET
    @Path("callback")
    public Response finish(UriInfo uri) {
        OidcProvider provider = provider();
        try {
            OidcCookie.Begun begun =
                    cookie.take(request).orElseThrow(() -> new OidcRefusedException(Reason.EXPIRED, "no cookie"));
            StaffMember staff = login.enter(provider.finish(begun.attempt(), uri.getQueryParameters()));
            return Response.seeOther(URI.create(let(staff, begun.next()))).build();
        } catch (OidcRefusedException e) {
            LOG.infof("Refused a login with the provider from %s: %s", remoteAddress(), e.getMessage());
            return Response.status(e.reason() == Reason.EXPIRED ? 400 : 403)
                    .entity(Templates.refused(singleSignOn.name(), e.reason()))
                    .build();
        } catch (ProviderUnavailableException e) {
            return unavailable(e);
        }
    }

    /** Begins the session, unless a code is missing; returns the page to open. */
    private String let(StaffMember staff, String next) {
        if (!singleSignOn.countsAsSecondStep() && secondStep.isOn(staff.id)) {
            halfLogin.begin(request, staff);
            return CodePage.path(next);
        }
        browser.begin(request, sessions.beginByProvider(staff, Client.of(request)), staff.email);
        return next;
    }

    private OidcProvider provider() {
        OidcProvider provider = singleSignOn.provider().orElseThrow(NotFoundException::new);
        if (!limits.allows("login with the provider from " + Network.of(remoteAddress()), MOST_OF_NETWORK, PERIOD)) {
            throw new ProblemException(429, "Too many attempts from your network. Try again in ten minutes.");
        }
        return provider;
    }

    private String remoteAddress() {
        return request.request().remoteAddress().hostAddress();
    }

    private Response unavailable(ProviderUnavailableException e) {
        LOG.warnf("The provider of logins is not available: %s", e.getMessage());
        return Response.status(503)
                .entity(Templates.unavailable(singleSignOn.name()))
                .build();
    }
}
