package org.tidings.feedback.ses;

import java.io.IOException;
import java.net.URI;

/**
 * The two things that are fetched from Amazon: a signing certificate and the confirmation of a subscription. Whose addresses these are is
 * checked before. There is one implementation on purpose, and no setting leads elsewhere.
 */
interface CertificateFetcher {

    /**
     * Fetches with GET, following no redirect.
     *
     * @throws IOException when Amazon cannot be reached, does not answer in time or has trouble itself (5xx): worth another try later
     */
    Answer get(URI address) throws IOException;

    /** What Amazon said; certificates are text (PEM). */
    record Answer(int status, String body) {}
}
