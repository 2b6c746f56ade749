package org.tidings.feedback.ses;

import java.io.IOException;

/** Amazon's certificate or confirmation page cannot be fetched at the moment; SNS should come again later. */
class CertificateUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CertificateUnavailableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
