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
 * Authenticates requests by the API key in their {@code Authorization} header, otherwise by the session cookie. Which of the two an endpoint
 * accepts is up to its annotations and not to its path, which has many spellings: {@link Role#PROGRAM} is only for keys, all other roles are
 * only for sessions. A page of another site therefore cannot call the API with a user's cookie, and an API key gives no access to the pages.
 */
@ApplicationScoped
class CredentialMechanism implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    /** Their resources check credentials that are not ours, and nobody is logged in there. */
    private static final String WEBHOOKS = "/hooks/";

    private final SessionCookie cookie;

    CredentialMechanism(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        if (request.normalizedPath().startsWith(WEBHOOKS)) {
            return Uni.createFrom().nullItem();
        }
        String key = bearer(request.request().getHeader("Authorization"));
        return key == null ? bySession(request, identities) : identities.authenticate(new Credential.Key(key));
    }

    private Uni<SecurityIdentity> bySession(RoutingContext request, IdentityProviderManager identities) {
        String token = cookie.read(request);
        if (token == null) {
            return Uni.createFrom().nullItem();
        }
        Credential.SessionToken credential = new Credential.SessionToken(token);
        // an expired session means anonymous, not an error; otherwise the login page itself would require a login
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

    /** Applies only to paths without a resource; {@link LoginRequired} handles resources. */
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
