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
 * From an event to the news that it is. Opens and clicks are no news but hits: {@link SesEngagement}. Pure.
 *
 * @param event what SES tells
 * @param subject whom it concerns
 * @param source unique name of the message that brought it
 * @param at when it happened
 * @param raw the message as SES wrote it, each octet a character
 */
record SesEventMapper(SesEvent event, TokenSubject subject, String source, Instant at, String raw) {

    /** SNS keeps no order: an automatic answer may come before the delivery that it answers, and must not end the message. */
    private static final Diagnosis UNCONFIRMED = new Diagnosis(
            Verdict.SOFT,
            "ses-transient",
            "Amazon SES tells of a passing trouble or an automatic answer; delivery is not confirmed.",
            "If it stays so, ask the family whether the message arrived.",
            false,
            "");

    /**
     * Empty where nothing is told.
     *
     * @param delivered whether the message is known to have been delivered; asked only where that makes a difference
     */
    Optional<FeedbackEvent> news(BooleanSupplier delivered) {
        return switch (event.type()) {
            case SEND -> Optional.of(news(Kind.ACCEPTED, null, "Amazon SES took it over"));
            case DELIVERY -> Optional.of(news(Kind.DELIVERED, null, event.text("smtpResponse")));
            case DELIVERY_DELAY -> Optional.of(delay());
            case BOUNCE -> Optional.of(bounce(delivered));
            case COMPLAINT -> Optional.of(complaint());
            case REJECT ->
                Optional.of(refusal("content", "Amazon SES refused the content of the message.", event.text("reason")));
            case RENDERING_FAILURE ->
                Optional.of(refusal("rendering", "The message could not be made.", event.text("errorMessage")));
            case SUBSCRIPTION -> subscription();
            case OPEN, CLICK -> Optional.empty();
        };
    }

    private FeedbackEvent delay() {
        SesDelay delay = new SesDelay(event.body());
        return news(Kind.DELAYED, delay.diagnosis(), delay.detail());
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
            return news(Kind.UNCLEAR, bounce.diagnosis(), bounce.detail());
        }
        if (bounce.mayBeAutomaticAnswer() && delivered.getAsBoolean()) {
            return news(Kind.AUTO_REPLIED, null, bounce.detail());
        }
        if (bounce.mayBeAutomaticAnswer() && bounce.isWithoutReason()) {
            return news(Kind.DELAYED, UNCONFIRMED, bounce.detail());
        }
        return news(Kind.FAILED, bounce.diagnosis(), bounce.detail());
    }

    /** RFC 5965, section 7.3 names the types; {@code auth-failure} (RFC 6591) is about our mail's signature, nobody complained. */
    private FeedbackEvent complaint() {
        String type = event.text("complaintFeedbackType");
        String detail = "Feedback report: " + (type.isEmpty() ? "no type" : type);
        if (event.text("complaintSubType").equals("OnAccountSuppressionList")) {
            return suppressed("Amazon SES: Complaint, OnAccountSuppressionList");
        }
        return switch (type) {
            case "not-spam" -> news(Kind.NOT_SPAM, null, detail);
            case "auth-failure" -> news(Kind.UNCLEAR, null, detail);
            default -> news(Kind.COMPLAINED, null, detail);
        };
    }

    private FeedbackEvent suppressed(String detail) {
        return news(
                Kind.SUPPRESSED,
                new Diagnosis(
                        Verdict.HARD,
                        "suppressed",
                        "Amazon SES does not mail this address: it bounced or complained before.",
                        "Ask the family for an address that they use now.",
                        true,
                        ""),
                detail);
    }

    private FeedbackEvent refusal(String rule, String sentence, String reason) {
        return news(Kind.FAILED, new Diagnosis(Verdict.BLOCKED, rule, sentence, null, true, ""), reason);
    }

    /** A new choice among Amazon's topics is only ours to heed where it says no. */
    private Optional<FeedbackEvent> subscription() {
        var wishes = event.body().path("newTopicPreferences");
        Set<String> before = optedOut(event.body().path("oldTopicPreferences"));
        boolean no = wishes.path("unsubscribeAll").asBoolean() || !before.containsAll(optedOut(wishes));
        return no ? Optional.of(news(Kind.UNSUBSCRIBED, null, "Amazon SES subscription page")) : Optional.empty();
    }

    /** An event lists all topics, also those declined long ago. */
    private static Set<String> optedOut(JsonNode preferences) {
        return SesEvent.nodes(preferences.path("topicSubscriptionStatus"))
                .filter(topic -> topic.path("subscriptionStatus").asText().equalsIgnoreCase("OptOut"))
                .map(topic -> topic.path("topicName").asText())
                .collect(Collectors.toSet());
    }

    private FeedbackEvent news(Kind kind, @Nullable Diagnosis diagnosis, String detail) {
        return new FeedbackEvent(subject, kind, diagnosis, at, source, detail.isEmpty() ? null : detail, raw);
    }
}
