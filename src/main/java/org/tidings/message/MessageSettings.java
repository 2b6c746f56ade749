package org.tidings.message;

import java.util.Optional;

/**
 * What the installation adds to every message.
 *
 * @param baseUrl {@code tidings.base-url}; a slash at its end is dropped
 * @param feedbackDomain {@code tidings.feedback.domain}, the domain of return paths and Message-IDs
 * @param providerHeaders what the providers of mail need that are configured
 */
public record MessageSettings(String baseUrl, String feedbackDomain, Optional<ProviderHeaders> providerHeaders) {
    public MessageSettings {
        while (baseUrl.endsWith("/")) {
            baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
        }
    }
}
