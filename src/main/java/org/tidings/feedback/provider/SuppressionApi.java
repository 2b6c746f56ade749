package org.tidings.feedback.provider;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** How addresses are removed from the suppression list of a provider. */
public interface SuppressionApi {

    /** A provider without an API, or without a key for it. */
    SuppressionApi NONE = email -> List.of();

    /**
     * The requests that remove an address; empty if there is no API or no key for it.
     *
     * @param email an address of this installation, in ASCII
     */
    List<HttpRequest> release(String email);

    /**
     * Why the answer to such a request is no success. An address that the provider does not know counts as released.
     *
     * @param body at most 64 KB of it
     */
    default Optional<String> problem(int status, String body) {
        return status / 100 == 2 || status == 404 ? Optional.empty() : Optional.of("it answered " + status);
    }
}
