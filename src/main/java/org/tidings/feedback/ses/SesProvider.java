package org.tidings.feedback.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.FeedbackProvider;
import org.tidings.feedback.provider.HookRequest;
import org.tidings.feedback.provider.ProviderUnavailableException;
import org.tidings.feedback.provider.RefusedException;
import org.tidings.feedback.provider.SuppressionApi;
import org.tidings.feedback.provider.VerifiedBody;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;

/**
 * Amazon SES, whose events SNS delivers. "Raw message delivery" is rejected, because it has no signature. SNS retries after a 503 and gives up
 * after a 403 (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">SNS guide</a>).
 */
@ApplicationScoped
class SesProvider implements FeedbackProvider {

    private static final Logger LOG = Logger.getLogger(SesProvider.class);

    /** An SNS message has at most 256 KiB; escaping it as a JSON string makes it larger. */
    private static final int LONGEST = 1024 * 1024;

    private final SesConfig config;
    private final SnsVerifier verifier;
    private final CertificateFetcher amazon;
    private final ObjectMapper json;
    private final SuppressionApi suppressions;

    SesProvider(SesConfig config, SnsVerifier verifier, CertificateFetcher amazon, ObjectMapper json, Clock clock) {
        this.config = config;
        this.verifier = verifier;
        this.amazon = amazon;
        this.json = json;
        this.suppressions = suppressions(config, clock);
    }

    private static SuppressionApi suppressions(SesConfig config, Clock clock) {
        if (config.accessKeyId().isPresent() != config.secretAccessKey().isPresent()) {
            throw new IllegalStateException(
                    "tidings.feedback.ses.access-key-id and tidings.feedback.ses.secret-access-key need each other");
        }
        List<SesSuppressions.Region> regions = config.topicArns().orElse(List.of()).stream()
                .flatMap(arn -> TopicArn.parse(arn.strip()).stream())
                .map(topic -> new SesSuppressions.Region(topic.region(), URI.create("https://email." + topic.domain())))
                .distinct()
                .toList();
        return config.accessKeyId()
                .<SuppressionApi>map(id -> new SesSuppressions(
                        regions,
                        AwsCredentialsIdentity.create(
                                id.strip(),
                                config.secretAccessKey().orElseThrow().strip()),
                        clock))
                .orElse(SuppressionApi.NONE);
    }

    @Override
    public String id() {
        return "ses";
    }

    @Override
    public String displayName() {
        return "Amazon SES";
    }

    @Override
    public boolean isConfigured() {
        return config.topicArns().isPresent();
    }

    /** Also answers the messages of SNS that are about the subscription itself. */
    @Override
    public VerifiedBody verify(HookRequest request) {
        if (request.body().length > LONGEST) {
            throw new RefusedException("Larger than the maximum size of an SNS message");
        }
        SnsMessage message = verifier.verify(request.text());
        if (message instanceof SnsNotification) {
            return new VerifiedBody(message.messageId(), message.message());
        }
        if (message instanceof SnsSubscriptionConfirmation subscription) {
            confirm(subscription);
        } else {
            LOG.warnf(
                    "The subscription to %s was cancelled; no further feedback will be received from it",
                    message.topicArn());
        }
        return new VerifiedBody(message.messageId(), "");
    }

    private void confirm(SnsSubscriptionConfirmation subscription) {
        URI address = verifier.confirmation(subscription);
        try {
            CertificateFetcher.Answer answer = amazon.get(address);
            if (answer.status() != 200) {
                throw new RefusedException("Subscription confirmation failed: " + answer.status());
            }
            LOG.infof("Subscribed to %s", subscription.topicArn());
        } catch (IOException failure) {
            throw new ProviderUnavailableException(failure);
        }
    }

    /** The test message for a new topic is not JSON. */
    @Override
    public List<SesReport> parse(VerifiedBody body) {
        byte[] octets = body.text().getBytes(StandardCharsets.UTF_8);
        String raw = new String(octets, StandardCharsets.ISO_8859_1);
        try {
            return SesEvent.in(json.readTree(body.text())).stream()
                    .map(event -> new SesReport(event, "ses-" + body.id(), raw))
                    .toList();
        } catch (JsonProcessingException prose) {
            return List.of();
        }
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (token != null) {
            config.configurationSet().ifPresent(set -> {
                headers.put("X-SES-CONFIGURATION-SET", set);
                headers.put("X-SES-MESSAGE-TAGS", "recipient=" + token);
            });
        }
        return headers;
    }

    @Override
    public SuppressionApi suppressions() {
        return suppressions;
    }
}
