package org.tidings.feedback.ses;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.message.Tokens;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
@CountersHold
class SesHookTest {

    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    @Inject
    TestSns sns;

    @Inject
    MailedPeople people;

    @Inject
    Tokens tokens;

    private Mailed ann;
    private String token;

    @BeforeEach
    void createRecipient() {
        sns.goAway(false);
        sns.confirmWith(200);
        ann = people.one(RecipientStatus.SENT);
        token = people.messageToken(ann);
        // long enough ago that an open at SesMessages.WHEN is not an early one
        people.sql("update recipient set sent_at = '2026-11-23 08:00:00'" + ann.where());
    }

    @Test
    void deliverySetsDelivery() {
        tell("Delivery", "delivery", SesMessages.delivery());
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.count(ann, "delivery")).isEqualTo(1);
        assertThat(detail()).isEqualTo("250 ok: Message 64111812 accepted");
    }

    @Test
    void acceptsNotificationsWithTheRecipientHeader() {
        post(200, SesMessages.notification("Delivery", "delivery", SesMessages.delivery(), token));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @Test
    void messageIdIdentifiesTheRecipient() {
        post(200, """
                {"notificationType": "Delivery", "delivery": {}, "mail": {"messageId": "0100", "commonHeaders":
                 {"messageId": "<%s@news.example>"}}}""".formatted(token));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @ParameterizedTest
    @CsvSource({
        "Permanent, General, BOUNCE, true",
        "Permanent, NoEmail, BOUNCE, true",
        "Permanent, Suppressed, INVALID, true",
        "Permanent, OnAccountSuppressionList, INVALID, true",
        "Transient, General, SENT, false",
        "Transient, MailboxFull, FAILED, false",
        "Transient, ContentRejected, FAILED, false",
        "Undetermined, Undetermined, SENT, false"
    })
    void bounceChangesTheStatus(String type, String subType, String status, boolean invalid) {
        tell("Bounce", "bounce", SesMessages.bounce(type, subType));
        assertThat(people.status(ann)).isEqualTo(status);
        assertThat(people.invalid(ann) != null).isEqualTo(invalid);
    }

    @Test
    void automaticReplyAfterDeliveryChangesNothing() {
        tell("Delivery", "delivery", SesMessages.delivery());
        tell("Bounce", "bounce", SesMessages.bounce("Transient", "General"));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.events(ann)).containsExactly("DELIVERED", "AUTO_REPLIED");
    }

    @Test
    void automaticReplyBeforeTheDeliveryEventIsNoFailure() {
        tell("Bounce", "bounce", SesMessages.bounce("Transient", "General"));
        assertThat(people.status(ann)).isEqualTo("SENT");
        assertThat(reason()).contains("Delivery is not confirmed");
        tell("Delivery", "delivery", SesMessages.delivery());
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(reason()).isEqualTo("null");
    }

    @Test
    void transientBounceWithAReasonSetsFailed() {
        tell(
                "Bounce",
                "bounce",
                SesMessages.bounce("Transient", "General", "4.4.7", "smtp; 554 4.4.7 message expired"));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Suppressed", "OnAccountSuppressionList"})
    void suppressionInvalidatesEvenAfterDelivery(String subType) {
        people.sql("update recipient set status = " + RecipientStatus.DELIVERY.code() + ann.where());
        people.sql("update recipient_counts set sent = 0, delivery = 1 where blast_id = " + ann.blastId());
        tell("Bounce", "bounce", SesMessages.bounce("Permanent", subType));
        assertThat(people.status(ann)).isEqualTo("INVALID");
        assertThat(people.count(ann, "invalid")).isEqualTo(1);
        assertThat(people.count(ann, "delivery")).isZero();
    }

    @Test
    void complaintInvalidatesAndNotSpamReleases() {
        tell("Complaint", "complaint", SesMessages.complaint("abuse"));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.count(ann, "complaints")).isEqualTo(1);
        assertThat(people.invalid(ann)).isNotNull();
        tell("Complaint", "complaint", SesMessages.complaint("not-spam"));
        assertThat(people.invalid(ann)).isNull();
        assertThat(people.count(ann, "complaints")).isZero();
    }

    @Test
    void rejectAndRenderingFailureSetFailedWithAReason() {
        tell("Reject", "reject", "{\"reason\": \"Bad content\"}");
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(detail()).isEqualTo("Bad content");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void delayKeepsSentWithItsReason() {
        tell("DeliveryDelay", "deliveryDelay", "{\"delayType\": \"MailboxFull\"}");
        assertThat(people.status(ann)).isEqualTo("SENT");
        assertThat(reason()).isEqualTo("Mailbox full.");
    }

    @Test
    void opensAndClicksByPeopleCount() {
        tell("Open", "open", SesMessages.hit(CHROME));
        assertThat(people.status(ann)).isEqualTo("OPEN");
        String link = "http://localhost:8080/c/" + tokens.signClick(ann.subject(), 3, "https://x.example/");
        tell("Click", "click", SesMessages.click(CHROME, link));
        assertThat(people.status(ann)).isEqualTo("CLICK");
        assertThat(people.value(
                        "select link from recipient_event" + ann.where() + " and type = " + EventType.CLICKED.code()))
                .isEqualTo("3");
    }

    @Test
    void opensAndClicksByMachinesAreAutomatic() {
        tell("Open", "open", SesMessages.hit("Mozilla/5.0"));
        tell("Click", "click", SesMessages.click("Barracuda Sentinel (EE)", "https://x.example/"));
        assertThat(people.status(ann)).isEqualTo("SENT");
        assertThat(people.count(ann, "automatic_opens")).isEqualTo(1);
        assertThat(people.count(ann, "automatic_clicks")).isEqualTo(1);
    }

    @Test
    void unsubscribeCounts() {
        tell("Subscription", "subscription", "{\"newTopicPreferences\": {\"unsubscribeAll\": true}}");
        assertThat(people.unsubscribed(ann)).isTrue();
    }

    @Test
    void repeatedMessageCountsOnce() {
        Map<String, String> fields =
                TestSns.notification(SesMessages.event("Open", "open", SesMessages.hit(CHROME), token));
        postSigned(200, fields);
        postSigned(200, fields);
        assertThat(people.events(ann)).containsExactly("OPENED");
        Map<String, String> bounce = TestSns.notification(
                SesMessages.event("Bounce", "bounce", SesMessages.bounce("Permanent", "General"), token));
        postSigned(200, bounce);
        postSigned(200, bounce);
        assertThat(people.events(ann)).containsExactlyInAnyOrder("OPENED", "BOUNCED");
    }

    @Test
    void otherMailIsIgnored() {
        post(200, SesMessages.event("Delivery", "delivery", SesMessages.delivery(), "not-a-token"));
        post(200, "Successfully validated SNS topic for Amazon SES event publishing.");
        post(200, "{\"notificationType\": \"AmazonSnsSubscriptionSucceeded\", \"message\": \"You have subscribed\"}");
        post(200, SesMessages.event("Something New", "novelty", "{}", token));
        assertThat(people.events(ann)).isEmpty();
    }

    @Test
    void wrongSignatureOrTopicIsRejected() {
        String message = SesMessages.event("Delivery", "delivery", SesMessages.delivery(), token);
        Map<String, String> changed = TestSns.notification("another message");
        sns.signed(changed);
        changed.put("Message", message);
        send(403, TestSns.json(changed));
        Map<String, String> elsewhere = TestSns.notification(message);
        elsewhere.put("TopicArn", "arn:aws:sns:eu-west-1:999999999999:evil");
        postSigned(403, elsewhere);
        assertThat(people.status(ann)).isEqualTo("SENT");
    }

    @Test
    void rawDeliveryAndOversizedMessagesAreRejected() {
        send(403, SesMessages.event("Delivery", "delivery", SesMessages.delivery(), token));
        send(403, "x".repeat(1024 * 1024 + 1));
        Map<String, String> long256 = TestSns.notification("x".repeat(256 * 1024));
        postSigned(200, long256);
    }

    @Test
    void nothingIsAcknowledgedWhileTheDatabaseFails() {
        Map<String, String> fields = TestSns.notification(
                SesMessages.event("Bounce", "bounce", SesMessages.bounce("Permanent", "General"), token));
        people.sql("rename table feedback_notice to feedback_notice_away");
        try {
            postSigned(503, fields);
        } finally {
            people.sql("rename table feedback_notice_away to feedback_notice");
        }
        assertThat(people.status(ann)).isEqualTo("SENT");
        postSigned(200, fields);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @Test
    void subscriptionIsConfirmedAfterTheSameChecks() {
        String address = TestSns.HOST + "/?Action=ConfirmSubscription&Token=2336412f37&TopicArn=" + TestSns.TOPIC;
        sns.fetched.clear();
        postSigned(200, TestSns.confirmation("SubscriptionConfirmation", address));
        assertThat(sns.fetched).contains(URI.create(address));
        postSigned(403, TestSns.confirmation("SubscriptionConfirmation", "https://evil.example/"));
        assertThat(sns.fetched).extracting(URI::getHost).doesNotContain("evil.example");
    }

    @Test
    void failedSubscriptionConfirmationIsRejected() {
        String address = TestSns.HOST + "/?Action=ConfirmSubscription";
        postSigned(200, TestSns.notification("fetches the certificate"));
        sns.confirmWith(302);
        postSigned(403, TestSns.confirmation("SubscriptionConfirmation", address));
        sns.goAway(true);
        postSigned(503, TestSns.confirmation("SubscriptionConfirmation", address));
    }

    @Test
    void unsubscribeConfirmationIsLoggedWithoutARequest() {
        postSigned(200, TestSns.notification("fetches the certificate"));
        sns.fetched.clear();
        postSigned(200, TestSns.confirmation("UnsubscribeConfirmation", TestSns.HOST + "/?Action=ConfirmSubscription"));
        assertThat(sns.fetched).isEqualTo(List.of());
    }

    private void tell(String type, String member, String details) {
        post(200, SesMessages.event(type, member, details, token));
    }

    private void post(int status, String message) {
        postSigned(status, TestSns.notification(message));
    }

    private void postSigned(int status, Map<String, String> fields) {
        send(status, sns.signed(fields));
    }

    /** Posts like SNS: JSON with the content type text/plain. */
    private static void send(int status, String body) {
        given().contentType("text/plain; charset=UTF-8")
                .header("x-amz-sns-message-type", "Notification")
                .body(body)
                .post("/hooks/ses")
                .then()
                .statusCode(status);
    }

    private String detail() {
        return String.valueOf(people.value(
                "select detail from recipient_event" + ann.where() + " order by at desc, type desc limit 1"));
    }

    private String reason() {
        return String.valueOf(people.value("select reason from recipient" + ann.where()));
    }
}
