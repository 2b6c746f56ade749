package org.tidings.message;

import java.util.Optional;

/**
 * What the installation adds to every message.
 *
 * @param baseUrl {@code tidings.base-url}; a slash at its end is dropped
 * @param feedbackDomain {@code tidings.feedback.domain}, the domain of return paths and Message-IDs
 * @param sesConfigurationSet {@code tidings.feedback.ses.configuration-set}; present means that the SES headers are sent
 */
public record MessageSettings(String baseUrl, String feedbackDomain, Optional<String> sesConfigurationSet) {
    public MessageSettings {
        while (baseUrl.endsWith("/")) {
            baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
        }
    }
}
