package org.tidings.feedback.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tidings.feedback.provider.ProviderUnavailableException;
import org.tidings.feedback.provider.RefusedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;
import software.amazon.awssdk.regions.Region;

/**
 * Verifies that a message was sent by SNS
 * (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">SNS guide</a>): checks the topic, the host of the
 * certificate and the signature, version 1 (SHA1withRSA) or 2 (SHA256withRSA), with Amazon's verifier, which caches certificates.
 */
@ApplicationScoped
class SnsVerifier {

    private final Set<String> topics;
    private final ObjectMapper json;
    private final CertificateFetcher amazon;

    /** One per region, because each region has its own host. Created on first use: most installations need none. */
    private final Map<String, SnsMessageManager> verifiers = new ConcurrentHashMap<>();

    SnsVerifier(SesConfig config, ObjectMapper json, CertificateFetcher amazon) {
        this.topics = Set.copyOf(config.topicArns().map(Set::copyOf).orElse(Set.of()));
        this.json = json;
        this.amazon = amazon;
    }

    /**
     * Returns the message if SNS signed it for one of the configured topics.
     *
     * @param envelope the request body
     * @throws RefusedException when the verification fails
     * @throws ProviderUnavailableException when the message cannot be verified at the moment
     */
    SnsMessage verify(String envelope) {
        JsonNode claimed = parse(envelope);
        TopicArn topic = allowed(claimed.path("TopicArn").asText());
        URI certificate = address(claimed.path("SigningCertURL").asText());
        if (!topic.serves(certificate) || !certificate.getPath().endsWith(".pem")) {
            throw new RefusedException("The certificate URL is not on " + topic.host());
        }
        SnsMessage message = verified(topic, envelope);
        // parsers may differ on duplicate fields; only the signed value counts
        if (!allowed(message.topicArn()).equals(topic)) {
            throw new RefusedException("The topic differs from the signed one");
        }
        return message;
    }

    /**
     * The URL that confirms the subscription.
     *
     * @throws RefusedException when it is not on the SNS host
     */
    URI confirmation(SnsSubscriptionConfirmation message) {
        URI address = message.subscribeUrl();
        TopicArn topic = allowed(message.topicArn());
        if (address == null || !topic.serves(address)) {
            throw new RefusedException("The confirmation URL is not on " + topic.host());
        }
        return address;
    }

    private SnsMessage verified(TopicArn topic, String envelope) {
        try {
            return verifiers.computeIfAbsent(topic.region(), this::verifier).parseMessage(envelope);
        } catch (SdkException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException unavailable) {
                    throw new ProviderUnavailableException(unavailable);
                }
            }
            throw new RefusedException(String.valueOf(failure.getMessage()));
        } catch (RuntimeException malformed) {
            throw new RefusedException("Not an SNS message: " + malformed);
        }
    }

    private SnsMessageManager verifier(String region) {
        return SnsMessageManager.builder()
                .region(Region.of(region))
                .httpClient(new CertificateClient(amazon))
                .build();
    }

    private TopicArn allowed(String arn) {
        if (!topics.contains(arn)) {
            throw new RefusedException("The topic is not one of tidings.feedback.ses.topic-arns");
        }
        return TopicArn.parse(arn).orElseThrow(() -> new RefusedException("Not a topic ARN: " + arn));
    }

    private JsonNode parse(String envelope) {
        try {
            return json.readTree(envelope);
        } catch (JsonProcessingException malformed) {
            throw new RefusedException("Not JSON");
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException("The certificate URL is missing");
        }
    }
}
