package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.ReportedEvent.Engagement;
import org.tidings.feedback.provider.ReportedEvent.Meaning;
import org.tidings.feedback.provider.ReportedEvent.Origin;
import org.tidings.platform.PlatformConfig;

/**
 * Mandrill (Mailchimp Transactional). The HMAC-SHA1 of the URL and the sorted form fields is in {@code X-Mandrill-Signature}
 * (<a href="https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests">webhook
 * authentication</a>). The field {@code mandrill_events} has an array of up to 1000 events
 * (<a href="https://mailchimp.com/developer/transactional/docs/webhooks/">format</a>), whose {@code _id} is that of the message. Before the webhook
 * has a key, Mandrill sends a test without events that is signed with {@code test-webhook}. {@code X-MC-Metadata} returns with each event
 * (<a href="https://mailchimp.com/developer/transactional/docs/smtp-integration/">SMTP headers</a>); no header switches tracking off.
 */
@ApplicationScoped
class MandrillProvider implements FeedbackProvider, SuppressionApi {

    private static final Logger LOG = Logger.getLogger(MandrillProvider.class);
    private static final String NAME = "Mandrill";
    private static final String EVENTS = "mandrill_events";
    private static final String ALGORITHM = "HmacSHA1";
    private static final Hmac TEST = new Hmac(ALGORITHM, "test-webhook");
    private static final int MOST_FIELDS = 20;

    /** Mandrill signs no time with a request, so that of each event limits how long a recorded request can be repeated. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private final Optional<Hmac> webhookKey;
    private final String webhookUrl;
    private final Optional<String> apiKey;
    private final ProviderConfig.Mandrill config;
    private final Clock clock;

    MandrillProvider(ProviderConfig all, PlatformConfig platform, Clock clock) {
        this.config = all.mandrill();
        this.clock = clock;
        Setting setting = new Setting(id());
        this.webhookKey = setting.secret("webhook-key", config.webhookKey()).map(key -> new Hmac(ALGORITHM, key));
        this.webhookUrl = config.webhookUrl()
                .orElseGet(() -> platform.baseUrl().toString().replaceFirst("/$", "") + "/hooks/mandrill");
        this.apiKey = setting.apiKey(config.apiKey(), config.apiUrl(), "webhook-key", webhookKey.isPresent());
    }

    @Override
    public final String id() {
        return "mandrill";
    }

    @Override
    public String displayName() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return webhookKey.isPresent();
    }

    @Override
    public VerifiedBody verify(HookRequest request) {
        Map<String, String> fields = fields(request.text());
        StringBuilder signed = new StringBuilder(webhookUrl);
        fields.forEach((name, value) -> signed.append(name).append(value));
        String events = fields.getOrDefault(EVENTS, "");
        byte[] signature = octets(request.header("X-Mandrill-Signature"));
        boolean isTest = events.strip().equals("[]") && TEST.isOf(signed.toString(), signature);
        if (!isTest && !webhookKey.orElseThrow().isOf(signed.toString(), signature)) {
            throw new RefusedException("The signature is not Mandrill's, or is not for " + webhookUrl);
        }
        return new VerifiedBody("", events);
    }

    /** The fields of the form, sorted by name. */
    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : form.split("&", MOST_FIELDS)) {
            int equals = field.indexOf('=');
            fields.put(
                    decoded(equals < 0 ? field : field.substring(0, equals)),
                    equals < 0 ? "" : decoded(field.substring(equals + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException("Not a form");
        }
    }

    private static byte[] octets(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    @Override
    public List<ReportedEvent> parse(VerifiedBody body) {
        Instant oldest = clock.instant().minus(OLDEST);
        return EventJson.events(NAME, body.text(), MandrillProvider::event).stream()
                .filter(event -> isRecent(event, oldest))
                .toList();
    }

    private static boolean isRecent(ReportedEvent event, Instant oldest) {
        Instant at = event.origin().at();
        boolean isRecent = at == null || at.isAfter(oldest);
        if (!isRecent) {
            LOG.warnf("Ignored an event of Mandrill of %s: older than a week", at);
        }
        return isRecent;
    }

    private static Optional<ReportedEvent> event(JsonNode event) {
        if (event.has("type") && !event.has("event")) {
            return Optional.empty(); // a change of the denylist or allowlist
        }
        String type = EventJson.text(event, "event");
        JsonNode message = event.path("msg");
        Optional<Meaning> meaning = meaning(type, message);
        if (meaning.isEmpty()) {
            return EventJson.unknown(NAME, type);
        }
        Origin origin = new Origin(
                List.of(message.path("metadata").path("recipient").asText("")),
                EventJson.identity(event, "_id", "event", "ts", "url"),
                EventJson.time(event.path("ts")),
                event.toString());
        String bounce = EventJson.text(message, "bounce_description");
        return Optional.of(new ReportedEvent(
                origin,
                NAME,
                meaning.get(),
                bounce.isEmpty() ? type : type + ", " + bounce,
                reply(type, message),
                new Engagement(EventJson.text(event, "user_agent"), EventJson.text(event, "url"))));
    }

    private static String reply(String type, JsonNode message) {
        JsonNode attempts = message.path("smtp_events");
        String last = attempts.path(attempts.size() - 1).path("diag").asText("");
        String diagnosis = EventJson.text(message, "diag");
        return EventJson.reply(
                diagnosis.isEmpty() && (type.equals("deferral") || type.equals("delivered")) ? last : diagnosis);
    }

    private static Optional<Meaning> meaning(String type, JsonNode message) {
        return Optional.ofNullable(
                switch (type) {
                    case "send" -> Meaning.ACCEPTED;
                    case "delivered" -> Meaning.DELIVERED;
                    case "deferral" -> Meaning.DEFERRED;
                    case "hard_bounce" -> hardBounce(EventJson.text(message, "bounce_description"));
                    case "soft_bounce" -> Meaning.SOFT_BOUNCE;
                    case "reject" -> rejected(message);
                    case "spam" -> Meaning.COMPLAINED;
                    case "unsub" -> Meaning.UNSUBSCRIBED;
                    case "open" -> Meaning.OPENED;
                    case "click" -> Meaning.CLICKED;
                    case "inbound" -> Meaning.NOT_USED;
                    default -> null;
                });
    }

    private static Meaning hardBounce(String description) {
        return switch (description) {
            case "bad_mailbox", "invalid_domain" -> Meaning.NO_MAILBOX;
            default -> Meaning.HARD_BOUNCE;
        };
    }

    private static Meaning rejected(JsonNode message) {
        String reason = message.path("reject").isObject()
                ? EventJson.text(message.path("reject"), "reason")
                : EventJson.text(message, "reject");
        return switch (reason) {
            case "hard-bounce", "soft-bounce", "spam", "custom", "" -> Meaning.SUPPRESSED;
            case "unsub" -> Meaning.OPTED_OUT;
            default -> Meaning.REJECTED;
        };
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        return isConfigured() && token != null ? Map.of("X-MC-Metadata", JsonHeader.recipient(token)) : Map.of();
    }

    @Override
    public SuppressionApi suppressions() {
        return this;
    }

    /** <a href="https://mailchimp.com/developer/transactional/api/rejects/delete-email-from-reject-list/">Rejects API</a>. */
    @Override
    public List<HttpRequest> release(String email) {
        return apiKey.stream()
                .map(key -> ApiRequest.post(
                                config.apiUrl(),
                                "/api/1.0/rejects/delete",
                                "{\"key\":" + ApiRequest.quoted(key) + ",\"email\":" + ApiRequest.quoted(email) + "}")
                        .build())
                .toList();
    }

    /** An address that is not on the list is the error {@code Invalid_Reject}. */
    @Override
    public Optional<String> problem(int status, String body) {
        if (status == 200) {
            return EventJson.parse(body).path("deleted").asBoolean()
                    ? Optional.empty()
                    : Optional.of("it did not remove the address");
        }
        return body.contains("Invalid_Reject") ? Optional.empty() : SuppressionApi.super.problem(status, body);
    }
}
