package org.tidings.feedback.ses;

import java.io.IOException;
import java.net.URI;

/**
 * Requests signing certificates and subscription confirmations from Amazon. Callers check beforehand that the URL belongs to Amazon. The
 * only production implementation cannot be reconfigured to another host.
 */
interface CertificateFetcher {

    /**
     * Sends a GET request without following redirects.
     *
     * @throws IOException when Amazon cannot be reached, does not respond in time or returns 5xx; the caller can retry later
     */
    Answer get(URI address) throws IOException;

    /** The response; certificates are text (PEM). */
    record Answer(int status, String body) {}
}
