package org.tidings.feedback.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.feedback.provider.ProviderUnavailableException;
import org.tidings.feedback.provider.RefusedException;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;

class SnsVerifierTest {

    private static final TestSns SNS = new TestSns();

    private SnsVerifier verifier;

    @BeforeEach
    void createVerifier() {
        SNS.fetched.clear();
        SNS.goAway(false);
        verifier = verifier(Optional.of(List.of(TestSns.TOPIC)));
    }

    private static SnsVerifier verifier(Optional<List<String>> topics) {
        SesConfig config = new SesConfig() {
            @Override
            public Optional<List<String>> topicArns() {
                return topics;
            }

            @Override
            public Optional<String> configurationSet() {
                return Optional.empty();
            }

            @Override
            public Optional<String> accessKeyId() {
                return Optional.empty();
            }

            @Override
            public Optional<String> secretAccessKey() {
                return Optional.empty();
            }
        };
        return new SnsVerifier(config, new ObjectMapper(), SNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void acceptsBothSignatureVersions(String version) {
        Map<String, String> fields = TestSns.notification("Grüße \"you\"\n");
        fields.put("SignatureVersion", version);
        assertThat(verifier.verify(SNS.signed(fields)).message()).isEqualTo("Grüße \"you\"\n");
    }

    @Test
    void signatureCoversTheSubject() {
        Map<String, String> fields = TestSns.notification("hello");
        fields.put("Subject", "Amazon SES Email Event Notification");
        verifier.verify(SNS.signed(fields));
        fields.put("Subject", "Another");
        refuses(TestSns.json(fields));
    }

    @Test
    void ignoresUnknownFields() {
        Map<String, String> fields = TestSns.notification("hello");
        fields.put("Novelty", "yes");
        assertThat(verifier.verify(SNS.signed(fields)).message()).isEqualTo("hello");
    }

    @Test
    void certificateIsCached() {
        verifier.verify(SNS.signed(TestSns.notification("one")));
        verifier.verify(SNS.signed(TestSns.notification("two")));
        assertThat(SNS.fetched).containsExactly(URI.create(TestSns.CERTIFICATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Timestamp", "Signature"})
    void rejectsModifiedMessages(String field) {
        Map<String, String> fields = TestSns.notification("hello");
        SNS.signed(fields);
        fields.put(field, field.equals("Timestamp") ? "2026-11-24T10:00:00.123Z" : "AAAA");
        refuses(TestSns.json(fields));
    }

    @Test
    void rejectsSignaturesOfOtherKeys() {
        refuses(new TestSns().signed(TestSns.notification("hello")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0.pem",
                "https://s3.eu-west-1.amazonaws.com/bucket/SimpleNotificationService-0.pem",
                "https://sns.eu-west-1.amazonaws.com/?Action=ListTopics",
                "mailto:x@x.example",
                "no address at all",
                ""
            })
    void doesNotFetchCertificatesFromOtherHosts(String address) {
        Map<String, String> fields = TestSns.notification("hello");
        fields.put("SigningCertURL", address);
        refuses(SNS.signed(fields));
        assertThat(SNS.fetched).isEmpty();
    }

    @Test
    void rejectsOtherTopicsWithoutARequest() {
        Map<String, String> fields = TestSns.notification("hello");
        fields.put("TopicArn", "arn:aws:sns:eu-west-1:999999999999:ses-feedback");
        refuses(SNS.signed(fields));
        assertThat(SNS.fetched).isEmpty();
    }

    @Test
    void rejectsEverythingWithoutTopics() {
        verifier = verifier(Optional.empty());
        refuses(SNS.signed(TestSns.notification("hello")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{}", "[]", "null", "1", "{\"TopicArn\": 1}", "{\"eventType\": \"Bounce\"}"})
    void rejectsOtherContent(String body) {
        refuses(body);
    }

    @Test
    void rejectsUnsignedMessages() {
        refuses(TestSns.json(TestSns.notification("hello")));
    }

    @Test
    void unavailableCertificateCausesARetry() {
        SNS.goAway(true);
        String envelope = SNS.signed(TestSns.notification("hello"));
        assertThatThrownBy(() -> verifier.verify(envelope)).isInstanceOf(ProviderUnavailableException.class);
        SNS.goAway(false);
        assertThat(verifier.verify(envelope).message()).isEqualTo("hello");
    }

    @Test
    void confirmsSubscriptionsOnlyAtAmazon() {
        String good = TestSns.HOST + "/?Action=ConfirmSubscription&Token=2336412f37";
        assertThat(verifier.confirmation(confirmation(good))).isEqualTo(URI.create(good));
        SnsSubscriptionConfirmation bad = confirmation("https://evil.example/?Action=ConfirmSubscription");
        assertThatThrownBy(() -> verifier.confirmation(bad)).isInstanceOf(RefusedException.class);
    }

    private SnsSubscriptionConfirmation confirmation(String address) {
        return (SnsSubscriptionConfirmation)
                verifier.verify(SNS.signed(TestSns.confirmation("SubscriptionConfirmation", address)));
    }

    private void refuses(String envelope) {
        assertThatThrownBy(() -> verifier.verify(envelope)).isInstanceOf(RefusedException.class);
    }
}
