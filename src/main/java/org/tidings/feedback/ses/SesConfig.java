package org.tidings.feedback.ses;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Configuration of feedback from Amazon SES. */
@ConfigMapping(prefix = "tidings.feedback.ses")
public interface SesConfig {

    /**
     * The SNS topics that may post to {@code /hooks/ses}, comma-separated, for example
     * {@code arn:aws:sns:eu-west-1:123456789012:ses-feedback}. If unset, all messages are rejected, because anyone with an AWS account can have
     * SNS sign a message.
     */
    Optional<List<String>> topicArns();
}
