package org.tidings.feedback.ses;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Feedback from Amazon SES. */
@ConfigMapping(prefix = "tidings.feedback.ses")
public interface SesConfig {

    /**
     * The SNS topics that may speak to {@code /hooks/ses}, comma-separated, for example
     * {@code arn:aws:sns:eu-west-1:123456789012:ses-feedback}. Anybody with an Amazon account can make SNS sign a message, so without a topic
     * everything is refused.
     */
    Optional<List<String>> topicArns();
}
