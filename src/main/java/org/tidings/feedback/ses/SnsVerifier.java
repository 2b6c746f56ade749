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
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;
import software.amazon.awssdk.regions.Region;

/**
 * Tells Amazon's messages from everybody else's
 * (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">SNS guide</a>): our topic, then the certificate's
 * host, then the signature, version 1 (SHA1withRSA) or 2 (SHA256withRSA), by Amazon's own verifier, which keeps the certificates it has seen.
 */
@ApplicationScoped
class SnsVerifier {

    private final Set<String> topics;
    private final ObjectMapper json;
    private final CertificateFetcher amazon;

    /** One a region, since each has a host of its own; made when first needed, since most installations never do. */
    private final Map<String, SnsMessageManager> verifiers = new ConcurrentHashMap<>();

    SnsVerifier(SesConfig config, ObjectMapper json, CertificateFetcher amazon) {
        this.topics = Set.copyOf(config.topicArns().map(Set::copyOf).orElse(Set.of()));
        this.json = json;
        this.amazon = amazon;
    }

    /**
     * The message, if SNS signed it for one of our topics.
     *
     * @param envelope the body as it came
     * @throws RefusedException if not
     * @throws CertificateUnavailableException when that cannot be found out at the moment
     */
    SnsMessage verify(String envelope) {
        JsonNode claimed = parse(envelope);
        TopicArn topic = allowed(claimed.path("TopicArn").asText());
        URI certificate = address(claimed.path("SigningCertURL").asText());
        if (!topic.serves(certificate) || !certificate.getPath().endsWith(".pem")) {
            throw new RefusedException("The certificate is not at " + topic.host());
        }
        SnsMessage message = verified(topic, envelope);
        // two parsers may differ on a field that comes twice: what was signed counts
        if (!allowed(message.topicArn()).equals(topic)) {
            throw new RefusedException("The topic is not the one that was signed");
        }
        return message;
    }

    /**
     * Where the subscription is confirmed.
     *
     * @throws RefusedException when that is not SNS's own host
     */
    URI confirmation(SnsSubscriptionConfirmation message) {
        URI address = message.subscribeUrl();
        TopicArn topic = allowed(message.topicArn());
        if (address == null || !topic.serves(address)) {
            throw new RefusedException("The subscription is not confirmed at " + topic.host());
        }
        return address;
    }

    private SnsMessage verified(TopicArn topic, String envelope) {
        try {
            return verifiers.computeIfAbsent(topic.region(), this::verifier).parseMessage(envelope);
        } catch (SdkException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException away) {
                    throw new CertificateUnavailableException(away);
                }
            }
            throw new RefusedException(String.valueOf(failure.getMessage()));
        } catch (RuntimeException malformed) {
            throw new RefusedException("Not a message of SNS: " + malformed);
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
        return TopicArn.parse(arn).orElseThrow(() -> new RefusedException("Not the name of a topic: " + arn));
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
            throw new RefusedException("The certificate has no address");
        }
    }
}
