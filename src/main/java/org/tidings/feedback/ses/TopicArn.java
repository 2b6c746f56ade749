package org.tidings.feedback.ses;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an SNS topic (<a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Amazon Resource Name</a>), which also
 * says from which host SNS speaks for it.
 *
 * @param region for example {@code eu-west-1}
 * @param host for example {@code sns.eu-west-1.amazonaws.com}
 */
record TopicArn(String region, String host) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):sns:([a-z0-9-]{1,40}):[0-9]{12}:[\\w.-]{1,256}");

    /** Empty for what is no topic's name. */
    static Optional<TopicArn> parse(String arn) {
        Matcher form = FORM.matcher(arn);
        if (!form.matches()) {
            return Optional.empty();
        }
        String suffix = form.group(1).equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return Optional.of(new TopicArn(form.group(2), "sns." + form.group(2) + suffix));
    }

    /** Whether the address is on SNS's own host in the topic's region, by https, and in no disguise. */
    boolean serves(URI address) {
        return "https".equals(address.getScheme())
                && host.equals(address.getHost())
                && address.getUserInfo() == null
                && (address.getPort() == -1 || address.getPort() == 443);
    }
}
