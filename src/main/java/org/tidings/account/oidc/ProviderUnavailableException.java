package org.tidings.account.oidc;

/** The provider does not answer, or not as a provider does. Passwords work all the same. */
public class ProviderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderUnavailableException(String message) {
        super(message);
    }
}
