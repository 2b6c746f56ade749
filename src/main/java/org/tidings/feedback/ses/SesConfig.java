package org.tidings.feedback.ses;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Configuration of feedback from Amazon SES. */
@ConfigMapping(prefix = "tidings.feedback.ses")
public interface SesConfig {

    /**
     * The SNS topics that may post to {@code /hooks/ses}, comma-separated, for example
     * {@code arn:aws:sns:eu-west-1:123456789012:ses-feedback}. If unset, the webhook does not exist, because anyone with an AWS account can have
     * SNS sign a message.
     */
    Optional<List<String>> topicArns();

    /**
     * The configuration set whose events SES publishes
     * (<a href="https://docs.aws.amazon.com/ses/latest/dg/using-configuration-sets-in-email.html">SES guide</a>); when set, every
     * message carries {@code X-SES-CONFIGURATION-SET} and {@code X-SES-MESSAGE-TAGS}.
     */
    Optional<String> configurationSet();

    /** An access key that may call {@code ses:DeleteSuppressedDestination}, to remove released addresses from the suppression list of SES. */
    Optional<String> accessKeyId();

    /** Required with an access key. */
    Optional<String> secretAccessKey();
}
