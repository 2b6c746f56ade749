package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.ReportedEvent.Engagement;
import org.tidings.feedback.provider.ReportedEvent.Meaning;
import org.tidings.feedback.provider.ReportedEvent.Origin;

/**
 * Brevo. It does not sign; the webhook has a user name and a password, or a bearer token
 * (<a href="https://developers.brevo.com/docs/username-and-password-authentication">authentication</a>). One event for each request, or an array
 * for a batched webhook; the member {@code id} is that of the webhook
 * (<a href="https://developers.brevo.com/docs/transactional-webhooks">events</a>). {@code X-Mailin-custom} returns unchanged
 * (<a href="https://developers.brevo.com/docs/smtp-integration">SMTP headers</a>); no header switches tracking off.
 */
@Singleton
class BrevoProvider extends SecretProvider {

    private static final String NAME = "Brevo";

    private final ProviderConfig.Brevo config;

    @Inject
    BrevoProvider(ProviderConfig all) {
        this(all.brevo());
    }

    private BrevoProvider(ProviderConfig.Brevo config) {
        super("brevo", NAME, config.secret(), config.username(), config.apiKey(), config.apiUrl());
        this.config = config;
    }

    @Override
    public List<ReportedEvent> parse(VerifiedBody body) {
        return EventJson.events(NAME, body.text(), BrevoProvider::event);
    }

    private static Optional<ReportedEvent> event(JsonNode event) {
        String type = EventJson.text(event, "event");
        String reason = EventJson.reply(EventJson.text(event, "reason"));
        Optional<Meaning> meaning = meaning(type, reason);
        if (meaning.isEmpty()) {
            return EventJson.unknown(NAME, type);
        }
        Origin origin = new Origin(
                List.of(EventJson.text(event, "X-Mailin-custom"), EventJson.text(event, "message-id")),
                EventJson.identity(event, "event", "message-id", "email", "ts_epoch", "ts_event", "ts", "link"),
                time(event),
                event.toString());
        return Optional.of(new ReportedEvent(
                origin,
                NAME,
                meaning.get(),
                type,
                reason,
                new Engagement(EventJson.text(event, "user_agent"), EventJson.text(event, "link"))));
    }

    /** {@code ts_epoch} is in milliseconds; the others are in seconds, and {@code ts} not always in UTC. */
    private static @Nullable Instant time(JsonNode event) {
        return Stream.of("ts_epoch", "ts_event", "ts")
                .map(member -> EventJson.time(event.path(member)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Meaning> meaning(String type, String reason) {
        return Optional.ofNullable(
                switch (type) {
                    case "request", "sent" -> Meaning.ACCEPTED;
                    case "delivered" -> Meaning.DELIVERED;
                    case "deferred" -> Meaning.DEFERRED;
                    case "hard_bounce" -> Meaning.HARD_BOUNCE;
                    case "soft_bounce" -> Meaning.SOFT_BOUNCE;
                    case "invalid_email", "invalid" -> Meaning.NO_MAILBOX;
                    case "blocked" ->
                        reason.toLowerCase(Locale.ROOT).contains("unsubscribe")
                                ? Meaning.OPTED_OUT
                                : Meaning.SUPPRESSED;
                    case "error" -> Meaning.REJECTED;
                    case "spam", "complaint" -> Meaning.COMPLAINED;
                    case "unsubscribed", "unsubscribe" -> Meaning.UNSUBSCRIBED;
                    case "opened", "open", "unique_opened" -> Meaning.OPENED;
                    case "proxy_open", "unique_proxy_open" -> Meaning.OPENED_BY_MACHINE;
                    case "click" -> Meaning.CLICKED;
                    default -> null;
                });
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        return isConfigured() && token != null ? Map.of("X-Mailin-custom", token) : Map.of();
    }

    /** <a href="https://developers.brevo.com/reference/delete_smtp-blockedcontacts-email">Unblock a contact</a>. */
    @Override
    public List<HttpRequest> release(String email) {
        return apiKey.stream()
                .map(key -> ApiRequest.delete(config.apiUrl(), "/v3/smtp/blockedContacts/" + ApiRequest.segment(email))
                        .header("api-key", key)
                        .build())
                .toList();
    }
}
