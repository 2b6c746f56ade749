package org.tidings.account.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Whom the provider has logged in.
 *
 * @param issuer the provider
 * @param subject the person, unique and never reassigned at this issuer (OpenID Connect Core 1.0, section 5.7)
 * @param email an address that belonged to the person at some time; null if the provider tells none
 * @param emailVerified whether the provider has verified that the address is this person's
 */
public record OidcPerson(
        String issuer, String subject, @Nullable String email, boolean emailVerified) {}
