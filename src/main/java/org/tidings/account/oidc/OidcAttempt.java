package org.tidings.account.oidc;

/**
 * The secrets of one login, which the browser keeps until the provider sends it back.
 *
 * @param state returns with the browser, which proves that this browser began the login (RFC 6749, section 10.12)
 * @param nonce returns inside the ID token, which proves that the token is for this login (OpenID Connect Core 1.0, section 15.5.2)
 * @param verifier its hash leaves with the browser and it follows with the code, so a stolen code is worthless (RFC 7636)
 */
public record OidcAttempt(String state, String nonce, String verifier) {

    /** Omits the secrets: records may be logged. */
    @Override
    public String toString() {
        return "a login with the provider";
    }
}
