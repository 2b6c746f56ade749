package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.ReportedEvent.Engagement;
import org.tidings.feedback.provider.ReportedEvent.Meaning;
import org.tidings.feedback.provider.ReportedEvent.Origin;

/**
 * Mailgun. The HMAC-SHA256 of a time stamp and a token is in the body
 * (<a href="https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks">securing webhooks</a>). It does not cover the
 * event, so {@link UsedTokens} remembers which event used a token. One event for each request, with an id
 * (<a href="https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-structure">event structure</a>), with the variables of
 * {@code X-Mailgun-Variables}
 * (<a href="https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-smtp">SMTP headers</a>).
 */
@ApplicationScoped
class MailgunProvider implements FeedbackProvider, SuppressionApi {

    private static final String NAME = "Mailgun";
    private static final List<String> LISTS = List.of("bounces", "complaints");

    private final Optional<Hmac> signingKey;
    private final Optional<String> apiKey;
    private final ProviderConfig.Mailgun config;
    private final UsedTokens used;
    private final Clock clock;

    MailgunProvider(ProviderConfig all, UsedTokens used, Clock clock) {
        this.config = all.mailgun();
        this.used = used;
        this.clock = clock;
        Setting setting = new Setting(id());
        this.signingKey = setting.secret("signing-key", config.signingKey()).map(key -> new Hmac("HmacSHA256", key));
        this.apiKey = setting.apiKey(config.apiKey(), config.apiUrl(), "signing-key", signingKey.isPresent());
        if (apiKey.isPresent() && config.domain().isEmpty()) {
            throw setting.wrong("domain", "is needed with an API key: the sending domain at Mailgun");
        }
    }

    @Override
    public final String id() {
        return "mailgun";
    }

    @Override
    public String displayName() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return signingKey.isPresent();
    }

    @Override
    public VerifiedBody verify(HookRequest request) {
        Map<String, String> signature = EventJson.object(request.text(), "signature");
        String timestamp = signature.getOrDefault("timestamp", "");
        String token = signature.getOrDefault("token", "");
        if (!signingKey.orElseThrow().isOf(timestamp + token, octets(signature.getOrDefault("signature", "")))) {
            throw new RefusedException("The signature is not Mailgun's");
        }
        SignedTime.check(timestamp, clock.instant());
        JsonNode event = EventJson.parse(request.text()).path("event-data");
        if (!event.isObject()) {
            throw new MalformedBodyException("Not an event");
        }
        if (!used.claim(timestamp + token, origin(event).identity())) {
            throw new RefusedException("The token was used by another event");
        }
        return new VerifiedBody("", event.toString());
    }

    private static byte[] octets(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    @Override
    public List<ReportedEvent> parse(VerifiedBody body) {
        return EventJson.events(NAME, body.text(), MailgunProvider::event);
    }

    private static Origin origin(JsonNode event) {
        String token = event.path("user-variables").path("recipient").asText("");
        String messageId =
                event.path("message").path("headers").path("message-id").asText("");
        return new Origin(
                List.of(token, messageId),
                EventJson.identity(event, "id", "event", "severity") + "\n" + token + "\n" + messageId,
                EventJson.time(event.path("timestamp")),
                event.toString());
    }

    private static Optional<ReportedEvent> event(JsonNode event) {
        String type = EventJson.text(event, "event");
        Optional<Meaning> meaning = meaning(type, event);
        if (meaning.isEmpty()) {
            return EventJson.unknown(NAME, type);
        }
        String reason = EventJson.text(event, "reason");
        return Optional.of(new ReportedEvent(
                origin(event),
                NAME,
                meaning.get(),
                reason.isEmpty() ? type : type + ", " + reason,
                reply(event),
                new Engagement(event.path("client-info").path("user-agent").asText(""), EventJson.text(event, "url"))));
    }

    private static String reply(JsonNode event) {
        JsonNode status = event.path("delivery-status");
        String message = EventJson.text(status, "message");
        String text = message.isBlank() ? EventJson.text(status, "description") : message;
        int code = status.path("code").asInt();
        // other codes are Mailgun's own, such as 605 for an address of its suppression list
        String known = code >= 400 && code < 600 ? String.valueOf(code) : "";
        String refused = event.path("reject").path("reason").asText("");
        return refused.isEmpty() ? EventJson.reply(known, text) : EventJson.reply(refused);
    }

    private static Optional<Meaning> meaning(String type, JsonNode event) {
        return Optional.ofNullable(
                switch (type) {
                    case "accepted" -> Meaning.ACCEPTED;
                    case "delivered" -> Meaning.DELIVERED;
                    case "rejected" -> Meaning.REJECTED;
                    case "failed" ->
                        EventJson.text(event, "severity").equals("temporary")
                                ? Meaning.DEFERRED
                                : failure(EventJson.text(event, "reason"));
                    case "opened" -> isMachine(event) ? Meaning.OPENED_BY_MACHINE : Meaning.OPENED;
                    case "clicked" -> Meaning.CLICKED;
                    case "complained" -> Meaning.COMPLAINED;
                    case "unsubscribed" -> Meaning.UNSUBSCRIBED;
                    case "stored" -> Meaning.NOT_USED;
                    default -> null;
                });
    }

    private static Meaning failure(String reason) {
        return switch (reason) {
            case "bounce" -> Meaning.HARD_BOUNCE;
            case "suppress-bounce", "suppress-complaint" -> Meaning.SUPPRESSED;
            case "suppress-unsubscribe" -> Meaning.OPTED_OUT;
            case "old" -> Meaning.SOFT_BOUNCE;
            case "espblock" -> Meaning.BLOCKED;
            default -> Meaning.BOUNCE;
        };
    }

    /** Gmail's proxy loads pictures when a person opens the message. */
    private static boolean isMachine(JsonNode event) {
        String bot = event.path("client-info").path("bot").asText("");
        return !bot.isEmpty() && !bot.equals("gmail");
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (isConfigured()) {
            if (token != null) {
                headers.put("X-Mailgun-Variables", JsonHeader.recipient(token));
            }
            headers.put("X-Mailgun-Track", "no");
        }
        return headers;
    }

    @Override
    public SuppressionApi suppressions() {
        return this;
    }

    /** <a href="https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/bounces">Bounces</a> and complaints. */
    @Override
    public List<HttpRequest> release(String email) {
        return apiKey.stream().flatMap(key -> requests(key, email)).toList();
    }

    private Stream<HttpRequest> requests(String key, String email) {
        String credentials = Base64.getEncoder().encodeToString(("api:" + key).getBytes(StandardCharsets.UTF_8));
        return LISTS.stream()
                .map(list -> ApiRequest.delete(
                                config.apiUrl(),
                                "/v3/" + ApiRequest.segment(config.domain().orElseThrow()) + "/" + list + "/"
                                        + ApiRequest.segment(email))
                        .header("Authorization", "Basic " + credentials)
                        .build());
    }
}
