package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.feedback.provider.ReportedEvent.Engagement;
import org.tidings.feedback.provider.ReportedEvent.Meaning;
import org.tidings.feedback.provider.ReportedEvent.Origin;

/**
 * Twilio SendGrid. Requests are signed with ECDSA on the curve P-256 over the time stamp and the body
 * (<a href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features">signed event
 * webhook</a>). A request has an array of events, each with an id
 * (<a href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event">event reference</a>), and the unique arguments of
 * {@code X-SMTPAPI} are members of the event (<a href="https://www.twilio.com/docs/sendgrid/for-developers/sending-email/unique-arguments">unique
 * arguments</a>).
 */
@ApplicationScoped
class SendGridProvider implements FeedbackProvider, SuppressionApi {

    private static final String NAME = "SendGrid";
    private static final int P256_BITS = 256;

    private static final String NO_TRACKING = "\"filters\":{\"clicktrack\":{\"settings\":{\"enable\":0}},"
            + JsonHeader.FOLD
            + "\"opentrack\":{\"settings\":{\"enable\":0}},"
            + JsonHeader.FOLD
            + "\"subscriptiontrack\":{\"settings\":{\"enable\":0}}}";

    private static final List<String> LISTS = List.of("bounces", "blocks", "invalid_emails", "spam_reports");

    private final Optional<PublicKey> publicKey;
    private final Optional<String> apiKey;
    private final ProviderConfig.SendGrid config;
    private final Clock clock;

    SendGridProvider(ProviderConfig all, Clock clock) {
        this.config = all.sendgrid();
        this.clock = clock;
        Setting setting = new Setting(id());
        this.publicKey = config.publicKey().map(text -> publicKey(text, setting));
        this.apiKey = setting.apiKey(config.apiKey(), config.apiUrl(), "public-key", publicKey.isPresent());
    }

    private static PublicKey publicKey(String text, Setting setting) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]{1,40}-----", ""));
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            if (key instanceof ECPublicKey curve
                    && curve.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            // reported below
        }
        throw setting.wrong(
                "public-key", "must be the verification key that SendGrid shows, which begins with MFkwEwYH");
    }

    @Override
    public final String id() {
        return "sendgrid";
    }

    @Override
    public String displayName() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return publicKey.isPresent();
    }

    @Override
    public VerifiedBody verify(HookRequest request) {
        String timestamp = request.header("X-Twilio-Email-Event-Webhook-Timestamp");
        if (!isSigned(timestamp, request)) {
            throw new RefusedException("The signature is not SendGrid's");
        }
        SignedTime.check(timestamp, clock.instant());
        return new VerifiedBody("", request.text());
    }

    private boolean isSigned(String timestamp, HookRequest request) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(publicKey.orElseThrow());
            signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
            signature.update(request.body());
            return signature.verify(
                    Base64.getDecoder().decode(request.header("X-Twilio-Email-Event-Webhook-Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    @Override
    public List<ReportedEvent> parse(VerifiedBody body) {
        return EventJson.events(NAME, body.text(), SendGridProvider::event);
    }

    private static Optional<ReportedEvent> event(JsonNode event) {
        String type = EventJson.text(event, "event");
        Optional<Meaning> meaning = meaning(type, event);
        if (meaning.isEmpty()) {
            return EventJson.unknown(NAME, type);
        }
        String kind = EventJson.text(event, "type");
        Origin origin = new Origin(
                List.of(EventJson.text(event, "recipient"), EventJson.text(event, "smtp-id")),
                EventJson.identity(event, "sg_event_id", "event"),
                EventJson.time(event.path("timestamp")),
                event.toString());
        return Optional.of(new ReportedEvent(
                origin,
                NAME,
                meaning.get(),
                kind.isEmpty() ? type : type + ", " + kind,
                reply(event),
                new Engagement(EventJson.text(event, "useragent"), EventJson.text(event, "url"))));
    }

    private static String reply(JsonNode event) {
        String text = EventJson.text(event, "reason");
        text = EventJson.reply(text.isEmpty() ? EventJson.text(event, "response") : text);
        String status = EventJson.text(event, "status");
        return text.contains(status) ? text : EventJson.reply(status, text);
    }

    private static Optional<Meaning> meaning(String type, JsonNode event) {
        return Optional.ofNullable(
                switch (type) {
                    case "processed" -> Meaning.ACCEPTED;
                    case "delivered" -> Meaning.DELIVERED;
                    case "deferred" -> Meaning.DEFERRED;
                    case "bounce" -> bounce(event);
                    case "blocked" -> Meaning.BLOCKED;
                    case "dropped" -> dropped(EventJson.text(event, "reason"));
                    case "open" ->
                        event.path("sg_machine_open").asBoolean() ? Meaning.OPENED_BY_MACHINE : Meaning.OPENED;
                    case "click" -> Meaning.CLICKED;
                    case "spamreport" -> Meaning.COMPLAINED;
                    case "unsubscribe", "group_unsubscribe" -> Meaning.UNSUBSCRIBED;
                    case "group_resubscribe", "account_status_change" -> Meaning.NOT_USED;
                    default -> null;
                });
    }

    private static Meaning bounce(JsonNode event) {
        return switch (EventJson.text(event, "type")) {
            case "blocked" -> Meaning.BLOCKED;
            case "expired" -> Meaning.SOFT_BOUNCE;
            default ->
                EventJson.text(event, "bounce_classification").equals("Invalid Address")
                        ? Meaning.NO_MAILBOX
                        : Meaning.HARD_BOUNCE;
        };
    }

    private static Meaning dropped(String reason) {
        return switch (reason) {
            case "Bounced Address", "Invalid", "Spam Reporting Address" -> Meaning.SUPPRESSED;
            case "Unsubscribed Address", "Group Unsubscribed Address" -> Meaning.OPTED_OUT;
            default -> Meaning.REJECTED;
        };
    }

    @Override
    public Map<String, String> headers(@Nullable String token) {
        return isConfigured() ? Map.of("X-SMTPAPI", JsonHeader.of("unique_args", token, NO_TRACKING)) : Map.of();
    }

    @Override
    public SuppressionApi suppressions() {
        return this;
    }

    /** <a href="https://www.twilio.com/docs/sendgrid/api-reference/bounces-api/delete-a-bounce">Bounces API</a> and similar APIs. */
    @Override
    public List<HttpRequest> release(String email) {
        return apiKey.stream().flatMap(key -> requests(key, email)).toList();
    }

    private Stream<HttpRequest> requests(String key, String email) {
        return LISTS.stream()
                .map(list -> ApiRequest.delete(
                                config.apiUrl(), "/v3/suppression/" + list + "/" + ApiRequest.segment(email))
                        .header("Authorization", "Bearer " + key)
                        .build());
    }
}
