package org.tidings.account;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ErrorPage;

/**
 * Reads who a request is from. Below {@code /api} only an API key counts, everywhere else only the session cookie: so
 * no page of another site can drive the API with a visitor's cookie, and no key opens the pages.
 */
@ApplicationScoped
class CredentialMechanism implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final SessionCookie cookie;

    CredentialMechanism(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        return ErrorPage.isApi(request.normalizedPath()) ? byKey(request, identities) : bySession(request, identities);
    }

    private static Uni<SecurityIdentity> byKey(RoutingContext request, IdentityProviderManager identities) {
        String key = bearer(request.request().getHeader("Authorization"));
        return key == null ? Uni.createFrom().nullItem() : identities.authenticate(new Credential.Key(key));
    }

    private Uni<SecurityIdentity> bySession(RoutingContext request, IdentityProviderManager identities) {
        String token = cookie.read(request);
        if (token == null) {
            return Uni.createFrom().nullItem();
        }
        Credential.SessionToken credential = new Credential.SessionToken(token);
        // a session that ended makes a stranger, not an error: else the log-in page itself would ask for a log-in
        return identities
                .authenticate(credential)
                .invoke(identity -> {
                    if (credential.renewed && !request.response().headWritten()) {
                        cookie.set(request, token);
                    }
                })
                .onFailure(AuthenticationFailedException.class)
                .recoverWithNull();
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** Only for what no resource answers; {@link LoginRequired} does it for resources. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(
                        ErrorPage.isApi(request.normalizedPath())
                                ? new ChallengeData(401, "WWW-Authenticate", "Bearer")
                                : new ChallengeData(303, "Location", "/login"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Credential.SessionToken.class, Credential.Key.class);
    }
}
