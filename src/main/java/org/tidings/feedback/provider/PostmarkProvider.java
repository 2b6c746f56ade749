package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.ReportedEvent.Engagement;
import org.tidings.feedback.provider.ReportedEvent.Meaning;
import org.tidings.feedback.provider.ReportedEvent.Origin;

/**
 * Postmark. It does not sign; the webhook has a user name and a password
 * (<a href="https://postmarkapp.com/developer/webhooks/webhooks-overview">webhooks</a>). One event for each request, without an id of its own
 * (<a href="https://postmarkapp.com/developer/webhooks/bounce-webhook">bounce</a>,
 * <a href="https://postmarkapp.com/developer/webhooks/delivery-webhook">delivery</a>,
 * <a href="https://postmarkapp.com/developer/webhooks/subscription-change-webhook">subscription change</a>;
 * <a href="https://postmarkapp.com/developer/api/bounce-api#bounce-types">bounce types</a>;
 * <a href="https://postmarkapp.com/developer/user-guide/send-email-with-smtp">SMTP headers</a>).
 */
@Singleton
class PostmarkProvider extends SecretProvider {

    private static final String NAME = "Postmark";
    private static final String USUAL_STREAM = "outbound";

    private final ProviderConfig.Postmark config;

    @Inject
    PostmarkProvider(ProviderConfig all) {
        this(all.postmark());
    }

    private PostmarkProvider(ProviderConfig.Postmark config) {
        super("postmark", NAME, config.secret(), config.username(), config.apiKey(), config.apiUrl());
        this.config = config;
    }

    @Override
    public List<ReportedEvent> parse(VerifiedBody body) {
        return EventJson.events(NAME, body.text(), PostmarkProvider::event);
    }

    private static Optional<ReportedEvent> event(JsonNode event) {
        String record = EventJson.text(event, "RecordType");
        String type = EventJson.text(event, "Type");
        Optional<Meaning> meaning = meaning(record, event);
        if (meaning.isEmpty()) {
            return EventJson.unknown(NAME, record + " " + type);
        }
        Origin origin = new Origin(
                List.of(event.path("Metadata").path("recipient").asText("")),
                EventJson.identity(
                        event,
                        "RecordType",
                        "ID",
                        "MessageID",
                        "Recipient",
                        "DeliveredAt",
                        "BouncedAt",
                        "ReceivedAt",
                        "ChangedAt",
                        "OriginalLink"),
                EventJson.time(event.path(
                        switch (record) {
                            case "Bounce", "SpamComplaint" -> "BouncedAt";
                            case "Delivery" -> "DeliveredAt";
                            case "SubscriptionChange" -> "ChangedAt";
                            default -> "ReceivedAt";
                        })),
                event.toString());
        return Optional.of(new ReportedEvent(
                origin,
                NAME,
                meaning.get(),
                record.equals("Bounce") ? type : record,
                EventJson.reply(EventJson.text(event, "Details")),
                new Engagement(EventJson.text(event, "UserAgent"), EventJson.text(event, "OriginalLink"))));
    }

    private static Optional<Meaning> meaning(String record, JsonNode event) {
        return switch (record) {
            case "Delivery" -> Optional.of(Meaning.DELIVERED);
            case "Bounce" -> bounce(EventJson.text(event, "Type"), EventJson.text(event, "Details"));
            case "SpamComplaint" -> Optional.of(Meaning.COMPLAINED);
            case "Open" -> Optional.of(Meaning.OPENED);
            case "Click" -> Optional.of(Meaning.CLICKED);
            case "SubscriptionChange" -> Optional.of(subscription(event));
            default -> Optional.empty();
        };
    }

    private static Optional<Meaning> bounce(String type, String details) {
        return Optional.ofNullable(
                switch (type) {
                    case "HardBounce" -> Meaning.HARD_BOUNCE;
                    case "BadEmailAddress" -> Meaning.NO_MAILBOX;
                    case "Transient" -> Meaning.DEFERRED;
                    case "SoftBounce", "DnsError" -> Meaning.SOFT_BOUNCE;
                    case "Blocked", "SpamNotification", "VirusNotification", "DMARCPolicy" -> Meaning.BLOCKED;
                    case "SpamComplaint" -> Meaning.COMPLAINED;
                    case "ManuallyDeactivated" -> Meaning.SUPPRESSED;
                    // over SMTP, a message to an address of the suppression list comes back like this
                    case "SMTPApiError" ->
                        details.toLowerCase(Locale.ROOT).contains("inactive") ? Meaning.SUPPRESSED : Meaning.REJECTED;
                    case "TemplateRenderingFailed", "Unconfirmed" -> Meaning.REJECTED;
                    case "Unsubscribe" -> Meaning.UNSUBSCRIBED;
                    case "AutoResponder", "ChallengeVerification", "AddressChange" -> Meaning.AUTO_REPLIED;
                    case "Unknown" -> Meaning.UNCLEAR;
                    case "Subscribe", "OpenRelayTest", "InboundError" -> Meaning.NOT_USED;
                    default -> null;
                });
    }

    /** Bounces and complaints come as events of their own, too. An address that is reactivated proves nothing. */
    private static Meaning subscription(JsonNode event) {
        boolean isByPerson = event.path("SuppressSending").asBoolean()
                && EventJson.text(event, "SuppressionReason").equals("ManualSuppression")
                && EventJson.text(event, "Origin").equals("Recipient");
        return isByPerson ? Meaning.UNSUBSCRIBED : Meaning.NOT_USED;
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (isConfigured()) {
            if (token != null) {
                headers.put("X-PM-Metadata-recipient", token);
                config.messageStream().ifPresent(stream -> headers.put("X-PM-Message-Stream", stream));
            }
            headers.put("X-PM-KeepID", "true");
            headers.put("X-PM-TrackOpens", "false");
            headers.put("X-PM-TrackLinks", "None");
        }
        return headers;
    }

    /** <a href="https://postmarkapp.com/developer/api/suppressions-api#delete-a-suppression">Suppressions API</a>. */
    @Override
    public List<HttpRequest> release(String email) {
        return apiKey.stream()
                .map(key -> ApiRequest.post(
                                config.apiUrl(),
                                "/message-streams/"
                                        + ApiRequest.segment(
                                                config.messageStream().orElse(USUAL_STREAM))
                                        + "/suppressions/delete",
                                "{\"Suppressions\":[{\"EmailAddress\":" + ApiRequest.quoted(email) + "}]}")
                        .header("X-Postmark-Server-Token", key)
                        .build())
                .toList();
    }

    /** Complaints cannot be removed: then the status of the address is {@code Failed}. */
    @Override
    public Optional<String> problem(int status, String body) {
        Optional<String> refused = super.problem(status, body);
        if (refused.isPresent() || status != 200) {
            return refused;
        }
        JsonNode answer = EventJson.parse(body).path("Suppressions").path(0);
        return EventJson.text(answer, "Status").equals("Deleted")
                ? Optional.empty()
                : Optional.of(EventJson.text(answer, "Message"));
    }
}
