package org.tidings.account;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Resolves an API key to its account; an unknown key is anonymous. */
@ApplicationScoped
class KeyIdentity implements IdentityProvider<Credential.Key> {

    private final ApiKeys keys;

    KeyIdentity(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Class<Credential.Key> getRequestType() {
        return Credential.Key.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential.Key credential, AuthenticationRequestContext context) {
        return context.runBlocking(
                () -> keys.find(credential.secret).map(KeyIdentity::of).orElse(null));
    }

    private static SecurityIdentity of(ApiKeys.Found found) {
        return QuarkusSecurityIdentity.builder(SessionIdentity.of(found.signedIn()))
                .addAttribute(KeyGrant.ATTRIBUTE, found.grant())
                .build();
    }
}
