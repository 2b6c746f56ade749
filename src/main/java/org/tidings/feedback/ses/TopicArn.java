package org.tidings.feedback.ses;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of an SNS topic (<a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Amazon Resource Name</a>), which
 * determines the SNS host.
 *
 * @param region for example {@code eu-west-1}
 * @param domain for example {@code eu-west-1.amazonaws.com}
 */
record TopicArn(String region, String domain) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):sns:([a-z0-9-]{1,40}):[0-9]{12}:[\\w.-]{1,256}");

    /** Empty if the text is not a topic ARN. */
    static Optional<TopicArn> parse(String arn) {
        Matcher form = FORM.matcher(arn);
        if (!form.matches()) {
            return Optional.empty();
        }
        String suffix = form.group(1).equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return Optional.of(new TopicArn(form.group(2), form.group(2) + suffix));
    }

    /** For example {@code sns.eu-west-1.amazonaws.com}. */
    String host() {
        return "sns." + domain;
    }

    /** Whether the URL is a plain https URL on the SNS host of the topic's region. */
    boolean serves(URI address) {
        return "https".equals(address.getScheme())
                && host().equals(address.getHost())
                && address.getUserInfo() == null
                && (address.getPort() == -1 || address.getPort() == 443);
    }
}
