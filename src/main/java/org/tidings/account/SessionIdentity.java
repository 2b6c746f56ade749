package org.tidings.account;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Resolves a session token to its staff member; an unknown token is anonymous, not an error. */
@ApplicationScoped
class SessionIdentity implements IdentityProvider<Credential.SessionToken> {

    private final Sessions sessions;

    SessionIdentity(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Class<Credential.SessionToken> getRequestType() {
        return Credential.SessionToken.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            Credential.SessionToken credential, AuthenticationRequestContext context) {
        return context.runBlocking(() -> sessions.find(credential.secret)
                .map(found -> {
                    credential.renewed = found.renewed();
                    return of(found.signedIn());
                })
                .orElse(null));
    }

    static SecurityIdentity of(SignedIn signedIn) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(signedIn)
                .addRole(signedIn.isProgram() ? Role.PROGRAM : signedIn.role().name())
                .build();
    }
}
