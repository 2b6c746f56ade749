package org.tidings.feedback.provider;

import java.io.IOException;

/** Thrown when something of the provider that is needed to verify a request is temporarily not available; it should retry. */
public class ProviderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ProviderUnavailableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
