package org.tidings.feedback.ses;

import java.io.IOException;

/** Thrown when Amazon's certificate or confirmation page is temporarily not available; SNS should retry. */
class CertificateUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CertificateUnavailableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
