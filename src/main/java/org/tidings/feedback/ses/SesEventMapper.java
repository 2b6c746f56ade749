package org.tidings.feedback.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Verdict;
import org.tidings.feedback.FeedbackEvent;
import org.tidings.feedback.FeedbackEvent.Kind;
import org.tidings.message.TokenSubject;

/**
 * Maps an SES event to feedback. {@link SesEngagement} handles opens and clicks.
 *
 * @param event the SES event
 * @param subject the recipient
 * @param source unique id of the SNS message
 * @param at the time of the event
 * @param raw the original message, decoded as ISO 8859-1
 */
record SesEventMapper(SesEvent event, TokenSubject subject, String source, Instant at, String raw) {

    /** SNS does not preserve order: an automatic reply can arrive before the delivery event and must not count as a failure. */
    private static final Diagnosis UNCONFIRMED = new Diagnosis(
            Verdict.SOFT,
            "ses-transient",
            "Amazon SES reported a temporary problem or an automatic reply. Delivery is not confirmed.",
            "If this does not change, ask the family whether they got the message.",
            false,
            "");

    /**
     * Returns the feedback, if any.
     *
     * @param delivered whether the message is known to have been delivered; evaluated only if needed
     */
    Optional<FeedbackEvent> feedback(BooleanSupplier delivered) {
        return switch (event.type()) {
            case SEND -> Optional.of(feedback(Kind.ACCEPTED, null, "Accepted by Amazon SES"));
            case DELIVERY -> Optional.of(feedback(Kind.DELIVERED, null, event.text("smtpResponse")));
            case DELIVERY_DELAY -> Optional.of(delay());
            case BOUNCE -> Optional.of(bounce(delivered));
            case COMPLAINT -> Optional.of(complaint());
            case REJECT ->
                Optional.of(
                        refusal("content", "Amazon SES rejected the content of the message.", event.text("reason")));
            case RENDERING_FAILURE ->
                Optional.of(refusal("rendering", "The message could not be created.", event.text("errorMessage")));
            case SUBSCRIPTION -> subscription();
            case OPEN, CLICK -> Optional.empty();
        };
    }

    private FeedbackEvent delay() {
        SesDelay delay = new SesDelay(event.body());
        return feedback(Kind.DELAYED, delay.diagnosis(), delay.detail());
    }

    private FeedbackEvent bounce(BooleanSupplier delivered) {
        SesBounce bounce = new SesBounce(event.body());
        if (bounce.isSuppressed()) {
            return suppressed(bounce.detail());
        }
        if (bounce.isUnsubscribed()) {
            return refusal("unsubscribed-at-ses", "The recipient unsubscribed with Amazon SES.", bounce.detail());
        }
        if (bounce.isUnclear()) {
            return feedback(Kind.UNCLEAR, bounce.diagnosis(), bounce.detail());
        }
        if (bounce.mayBeAutomaticAnswer() && delivered.getAsBoolean()) {
            return feedback(Kind.AUTO_REPLIED, null, bounce.detail());
        }
        if (bounce.mayBeAutomaticAnswer() && bounce.isWithoutReason()) {
            return feedback(Kind.DELAYED, UNCONFIRMED, bounce.detail());
        }
        return feedback(Kind.FAILED, bounce.diagnosis(), bounce.detail());
    }

    /** RFC 5965, section 7.3 defines the types; {@code auth-failure} (RFC 6591) reports a signature problem and is not a complaint. */
    private FeedbackEvent complaint() {
        String type = event.text("complaintFeedbackType");
        String detail = "Feedback report: " + (type.isEmpty() ? "no type" : type);
        if (event.text("complaintSubType").equals("OnAccountSuppressionList")) {
            return suppressed("Amazon SES: Complaint, OnAccountSuppressionList");
        }
        return switch (type) {
            case "not-spam" -> feedback(Kind.NOT_SPAM, null, detail);
            case "auth-failure" -> feedback(Kind.UNCLEAR, null, detail);
            default -> feedback(Kind.COMPLAINED, null, detail);
        };
    }

    private FeedbackEvent suppressed(String detail) {
        return feedback(
                Kind.SUPPRESSED,
                new Diagnosis(
                        Verdict.HARD,
                        "suppressed",
                        "Amazon SES does not send to this address because of an earlier bounce or complaint.",
                        "Ask the family for their current address.",
                        true,
                        ""),
                detail);
    }

    private FeedbackEvent refusal(String rule, String sentence, String reason) {
        return feedback(Kind.FAILED, new Diagnosis(Verdict.BLOCKED, rule, sentence, null, true, ""), reason);
    }

    /** Only opt-outs from Amazon's topics are applied; opt-ins are ignored. */
    private Optional<FeedbackEvent> subscription() {
        var preferences = event.body().path("newTopicPreferences");
        Set<String> before = optedOut(event.body().path("oldTopicPreferences"));
        boolean optOut = preferences.path("unsubscribeAll").asBoolean() || !before.containsAll(optedOut(preferences));
        return optOut
                ? Optional.of(feedback(Kind.UNSUBSCRIBED, null, "Amazon SES subscription page"))
                : Optional.empty();
    }

    /** An event lists all topics, including earlier opt-outs. */
    private static Set<String> optedOut(JsonNode preferences) {
        return SesEvent.nodes(preferences.path("topicSubscriptionStatus"))
                .filter(topic -> topic.path("subscriptionStatus").asText().equalsIgnoreCase("OptOut"))
                .map(topic -> topic.path("topicName").asText())
                .collect(Collectors.toSet());
    }

    private FeedbackEvent feedback(Kind kind, @Nullable Diagnosis diagnosis, String detail) {
        return new FeedbackEvent(subject, kind, diagnosis, at, source, detail.isEmpty() ? null : detail, raw);
    }
}
