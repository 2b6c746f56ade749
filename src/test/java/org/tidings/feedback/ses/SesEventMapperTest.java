package org.tidings.feedback.ses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.feedback.FeedbackEvent.Kind;
import org.tidings.message.TokenSubject;

class SesEventMapperTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # type       | subtype                 | status | diagnostic code                                          | kind       | verdict
                    Permanent    | General                 | 5.1.1  | smtp; 550 5.1.1 <ann@x.example>: user unknown            | FAILED     | HARD
                    Permanent    | General                 |        |                                                          | FAILED     | HARD
                    Permanent    | NoEmail                 |        |                                                          | FAILED     | HARD
                    Permanent    | NoEmail                 | 5.0.0  | smtp; 554 delivery error                                 | FAILED     | HARD
                    Permanent    | General                 | 5.7.26 | smtp; 550 5.7.26 unauthenticated mail: SPF did not pass  | FAILED     | BLOCKED
                    Permanent    | General                 | 5.2.2  | smtp; 552 5.2.2 mailbox full                             | FAILED     | SOFT
                    Permanent    | SomethingNew            |        |                                                          | FAILED     | SUSPECTED
                    Permanent    | Suppressed              |        |                                                          | SUPPRESSED | HARD
                    Permanent    | OnAccountSuppressionList|        |                                                          | SUPPRESSED | HARD
                    Permanent    | UnsubscribedRecipient   |        |                                                          | FAILED     | BLOCKED
                    Transient    | General                 | 5.4.4  | smtp; 550 5.4.4 unable to look up x.example              | FAILED     | HARD
                    Transient    | General                 |        | smtp; 550 5.1.2 bad destination system                   | FAILED     | HARD
                    Transient    | General                 | 5.4.4  |                                                          | FAILED     | HARD
                    Transient    | General                 |        |                                                          | DELAYED    | SOFT
                    Transient    | General                 | 4.2.1  | smtp; 450 4.2.1 busy                                     | FAILED     | SOFT
                    Transient    | General                 | 5.1.1  | smtp; 550 5.1.1 user unknown                             | FAILED     | SOFT
                    Transient    | General                 |        | smtp; 550 4.4.7 message expired, host 15.4.4.1 is silent | FAILED     | SOFT
                    Transient    | MailboxFull             |        |                                                          | FAILED     | SOFT
                    Transient    | MessageTooLarge         |        |                                                          | FAILED     | BLOCKED
                    Transient    | ContentRejected         |        |                                                          | FAILED     | BLOCKED
                    Transient    | AttachmentRejected      |        |                                                          | FAILED     | BLOCKED
                    Undetermined | Undetermined            |        |                                                          | UNCLEAR    | UNKNOWN
                    Undetermined | Undetermined            | 5.1.1  | smtp; 550 5.1.1 user unknown                             | UNCLEAR    | UNKNOWN
                    """)
    void mapsBounces(String type, String subType, String status, String diagnosticCode, Kind kind, Verdict verdict) {
        String bounce = status == null && diagnosticCode == null
                ? SesMessages.bounce(type, subType)
                : SesMessages.bounce(type, subType, text(status), text(diagnosticCode));
        for (FeedbackEvent feedback : both("Bounce", "bounce", bounce, false)) {
            assertThat(feedback.kind()).isEqualTo(kind);
            assertThat(diagnosis(feedback).verdict()).isEqualTo(verdict);
            assertThat(feedback.at()).isEqualTo(SesMessages.WHEN);
        }
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    @Test
    void keepsTheResponseOfTheServer() {
        FeedbackEvent feedback = both(
                "Bounce",
                "bounce",
                SesMessages.bounce("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 user unknown"),
                false)[0];
        assertThat(feedback.detail()).isEqualTo("550 5.1.1 user unknown");
        assertThat(diagnosis(feedback).codes()).isEqualTo("550 5.1.1");
    }

    @Test
    void transientGeneralAfterDeliveryIsAnAutomaticReply() {
        for (FeedbackEvent feedback : both("Bounce", "bounce", SesMessages.bounce("Transient", "General"), true)) {
            assertThat(feedback.kind()).isEqualTo(Kind.AUTO_REPLIED);
        }
        String noDomain = SesMessages.bounce("Transient", "General", "5.4.4", "smtp; 550 5.4.4 no such domain");
        assertThat(both("Bounce", "bounce", noDomain, true)[0].kind()).isEqualTo(Kind.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "abuse, COMPLAINED",
        "fraud, COMPLAINED",
        "virus, COMPLAINED",
        "other, COMPLAINED",
        "'', COMPLAINED",
        "not-spam, NOT_SPAM",
        "auth-failure, UNCLEAR"
    })
    void mapsComplaints(String feedbackType, Kind kind) {
        for (FeedbackEvent feedback : both("Complaint", "complaint", SesMessages.complaint(feedbackType), false)) {
            assertThat(feedback.kind()).isEqualTo(kind);
        }
    }

    @Test
    void complaintOfTheSuppressionListIsSuppressed() {
        String complaint =
                "{\"complaintSubType\": \"OnAccountSuppressionList\", \"timestamp\": \"" + SesMessages.WHEN + "\"}";
        assertThat(both("Complaint", "complaint", complaint, false)[0].kind()).isEqualTo(Kind.SUPPRESSED);
    }

    @Test
    void deliveryKeepsTheSmtpResponse() {
        for (FeedbackEvent feedback : both("Delivery", "delivery", SesMessages.delivery(), false)) {
            assertThat(feedback.kind()).isEqualTo(Kind.DELIVERED);
            assertThat(feedback.detail()).isEqualTo("250 ok: Message 64111812 accepted");
        }
    }

    @Test
    void mapsOtherEvents() {
        assertThat(one("Send", "send", "{}").kind()).isEqualTo(Kind.ACCEPTED);
        FeedbackEvent rejected = one("Reject", "reject", "{\"reason\": \"Bad content\"}");
        assertThat(rejected.kind()).isEqualTo(Kind.FAILED);
        assertThat(diagnosis(rejected).verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(rejected.detail()).isEqualTo("Bad content");
        FeedbackEvent unmade =
                one("Rendering Failure", "failure", "{\"errorMessage\": \"Attribute 'x' is not present\"}");
        assertThat(unmade.kind()).isEqualTo(Kind.FAILED);
        assertThat(diagnosis(unmade).ruleId()).isEqualTo("rendering");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MailboxFull", "SpamDetected", "TransientCommunicationFailure", "Undetermined"})
    void mapsDelays(String type) {
        FeedbackEvent feedback = one(
                "DeliveryDelay",
                "deliveryDelay",
                "{\"delayType\": \"" + type + "\", \"timestamp\": \"" + SesMessages.WHEN
                        + "\", \"expirationTime\": \"2026-11-23T22:00:00.000Z\", \"delayedRecipients\": [{\"emailAddress\": \"ann@x.example\","
                        + " \"status\": \"4.4.1\", \"diagnosticCode\": \"smtp; 421 4.4.1 unable to connect\"}]}");
        assertThat(feedback.kind()).isEqualTo(Kind.DELAYED);
        assertThat(diagnosis(feedback).verdict()).isEqualTo(Verdict.SOFT);
        assertThat(feedback.detail()).isEqualTo("421 4.4.1 unable to connect");
    }

    @Test
    void subscriptionEventAppliesOptOuts() {
        assertThat(one("Subscription", "subscription", "{\"newTopicPreferences\": {\"unsubscribeAll\": true}}")
                        .kind())
                .isEqualTo(Kind.UNSUBSCRIBED);
        String topic = "{\"newTopicPreferences\": {\"unsubscribeAll\": false, \"topicSubscriptionStatus\":"
                + " [{\"topicName\": \"feedback\", \"subscriptionStatus\": \"%s\"}]}}";
        assertThat(one("Subscription", "subscription", topic.formatted("OptOut"))
                        .kind())
                .isEqualTo(Kind.UNSUBSCRIBED);
        assertThat(feedback(SesMessages.event("Subscription", "subscription", topic.formatted("OptIn"), "t"), false))
                .isEmpty();
    }

    @Test
    void futureOrInvalidTimeIsReplacedByNow() {
        assertThat(one("Delivery", "delivery", "{\"timestamp\": \"2027-01-01T00:00:00.000Z\"}")
                        .at())
                .isEqualTo(NOW);
        assertThat(one("Delivery", "delivery", "{\"timestamp\": \"yesterday\"}").at())
                .isEqualTo(NOW);
    }

    private static Diagnosis diagnosis(FeedbackEvent feedback) {
        return Objects.requireNonNull(feedback.diagnosis());
    }

    private static FeedbackEvent one(String type, String member, String details) {
        return feedback(SesMessages.event(type, member, details, "t"), false).orElseThrow();
    }

    private static FeedbackEvent[] both(String type, String member, String details, boolean delivered) {
        return new FeedbackEvent[] {
            feedback(SesMessages.event(type, member, details, "t"), delivered).orElseThrow(),
            feedback(SesMessages.notification(type, member, details, "t"), delivered)
                    .orElseThrow()
        };
    }

    private static Optional<FeedbackEvent> feedback(String message, boolean delivered) {
        try {
            SesEvent event = SesEvent.in(new ObjectMapper().readTree(message)).orElseThrow();
            return new SesEventMapper(event, new TokenSubject(0, 1, 2), "ses-1", event.at(NOW), message)
                    .feedback(() -> delivered);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
