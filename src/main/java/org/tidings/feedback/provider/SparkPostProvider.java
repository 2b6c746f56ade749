package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.ReportedEvent.Engagement;
import org.tidings.feedback.provider.ReportedEvent.Meaning;
import org.tidings.feedback.provider.ReportedEvent.Origin;

/**
 * SparkPost. It does not sign; the webhook has a user name and a password, or an OAuth 2.0 bearer token
 * (<a href="https://support.sparkpost.com/docs/tech-resources/webhook-authentication">authentication</a>). A request has an array of events, each
 * as {@code {"msys": {"message_event": {...}}}} and with an id; an empty {@code msys} tests the URL
 * (<a href="https://developers.sparkpost.com/api/webhooks/">webhooks</a>,
 * <a href="https://support.sparkpost.com/docs/deliverability/bounce-classification-codes">bounce classes</a>,
 * <a href="https://developers.sparkpost.com/api/smtp/">{@code X-MSYS-API}</a>).
 */
@Singleton
class SparkPostProvider extends SecretProvider {

    private static final String NAME = "SparkPost";
    private static final String NO_TRACKING = "\"options\":{\"open_tracking\":false,\"click_tracking\":false}";

    private final ProviderConfig.SparkPost config;

    @Inject
    SparkPostProvider(ProviderConfig all) {
        this(all.sparkpost());
    }

    private SparkPostProvider(ProviderConfig.SparkPost config) {
        super("sparkpost", NAME, config.secret(), config.username(), config.apiKey(), config.apiUrl());
        this.config = config;
    }

    @Override
    public List<ReportedEvent> parse(VerifiedBody body) {
        return EventJson.events(NAME, body.text(), SparkPostProvider::wrapped);
    }

    private static Optional<ReportedEvent> wrapped(JsonNode wrapper) {
        Iterator<JsonNode> events = wrapper.path("msys").elements();
        return events.hasNext() ? event(events.next()) : Optional.empty();
    }

    private static Optional<ReportedEvent> event(JsonNode event) {
        String type = EventJson.text(event, "type");
        String reply = reply(event);
        Optional<Meaning> meaning = meaning(type, EventJson.text(event, "bounce_class"), reply);
        if (meaning.isEmpty()) {
            return EventJson.unknown(NAME, type);
        }
        Origin origin = new Origin(
                List.of(event.path("rcpt_meta").path("recipient").asText("")),
                EventJson.identity(event, "event_id", "type"),
                EventJson.time(event.path("timestamp")),
                event.toString());
        String bounceClass = EventJson.text(event, "bounce_class");
        return Optional.of(new ReportedEvent(
                origin,
                NAME,
                meaning.get(),
                bounceClass.isEmpty() ? type : type + ", class " + bounceClass,
                reply,
                new Engagement(EventJson.text(event, "user_agent"), EventJson.text(event, "target_link_url"))));
    }

    private static String reply(JsonNode event) {
        String raw = EventJson.text(event, "raw_reason");
        return EventJson.reply(raw.isEmpty() ? EventJson.text(event, "reason") : raw);
    }

    private static Optional<Meaning> meaning(String type, String bounceClass, String reply) {
        return Optional.ofNullable(
                switch (type) {
                    case "injection" -> Meaning.ACCEPTED;
                    case "delivery" -> Meaning.DELIVERED;
                    case "delay" -> Meaning.DEFERRED;
                    case "bounce", "out_of_band" -> bounce(bounceClass, reply);
                    case "policy_rejection", "generation_rejection" -> refused(reply);
                    case "generation_failure" -> Meaning.REJECTED;
                    case "spam_complaint" -> Meaning.COMPLAINED;
                    case "list_unsubscribe", "link_unsubscribe" -> Meaning.UNSUBSCRIBED;
                    case "open", "initial_open", "amp_open", "amp_initial_open" -> Meaning.OPENED;
                    case "click", "amp_click" -> Meaning.CLICKED;
                    case "ab_test_completed", "ab_test_cancelled", "ingest_success", "ingest_error" -> Meaning.NOT_USED;
                    default -> null;
                });
    }

    private static Meaning bounce(String bounceClass, String reply) {
        return switch (bounceClass) {
            case "10" -> Meaning.NO_MAILBOX;
            case "30" -> Meaning.HARD_BOUNCE;
            case "20", "21", "22", "23", "24", "40", "70" -> Meaning.SOFT_BOUNCE;
            case "25", "26" -> refused(reply);
            case "50", "51", "52", "53", "54" -> Meaning.BLOCKED;
            case "60", "100" -> Meaning.AUTO_REPLIED;
            case "80" -> Meaning.NOT_USED;
            case "90" -> Meaning.UNSUBSCRIBED;
            default -> Meaning.BOUNCE;
        };
    }

    /** An address of the suppression list and other policies have the same class. */
    private static Meaning refused(String reply) {
        return reply.toLowerCase(Locale.ROOT).contains("suppress") ? Meaning.SUPPRESSED : Meaning.REJECTED;
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        return isConfigured() ? Map.of("X-MSYS-API", JsonHeader.of("metadata", token, NO_TRACKING)) : Map.of();
    }

    /** <a href="https://developers.sparkpost.com/api/suppression-list/">Suppression list API</a>. */
    @Override
    public List<HttpRequest> release(String email) {
        return apiKey.stream()
                .map(key -> ApiRequest.delete(config.apiUrl(), "/api/v1/suppression-list/" + ApiRequest.segment(email))
                        .header("Authorization", key)
                        .build())
                .toList();
    }
}
