package org.tidings.feedback.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/**
 * One event as SES tells it, in either form: event publishing ({@code eventType},
 * <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">SES guide</a>) or notification
 * ({@code notificationType}, <a href="https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html">SES guide</a>). What is not known
 * is passed over.
 *
 * @param mail about the message
 * @param body about what happened to it
 */
record SesEvent(Type type, JsonNode mail, JsonNode body) {

    /** What SES tells of, by its name and the member that holds the details. */
    enum Type {
        SEND("Send", "send"),
        DELIVERY("Delivery", "delivery"),
        DELIVERY_DELAY("DeliveryDelay", "deliveryDelay"),
        BOUNCE("Bounce", "bounce"),
        COMPLAINT("Complaint", "complaint"),
        REJECT("Reject", "reject"),
        RENDERING_FAILURE("Rendering Failure", "failure"),
        OPEN("Open", "open"),
        CLICK("Click", "click"),
        SUBSCRIPTION("Subscription", "subscription");

        private final String word;
        private final String member;

        Type(String word, String member) {
            this.word = word;
            this.member = member;
        }
    }

    /** Empty for what is no event of these types, such as the message with which SES tries a new topic. */
    static Optional<SesEvent> in(JsonNode message) {
        String word = message.path("eventType")
                .asText(message.path("notificationType").asText());
        return Stream.of(Type.values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .map(type -> new SesEvent(type, message.path("mail"), message.path(type.member)));
    }

    /** Whom it concerns: by message tag, then by our header, then by Message-ID, as far as SES passes them on. */
    Optional<TokenSubject> subject(Tokens tokens) {
        return Stream.of(
                        nodes(mail.path("tags").path("recipient")).map(JsonNode::asText),
                        header("X-Tidings-Recipient"),
                        header("Message-ID"),
                        Stream.of(
                                mail.path("commonHeaders").path("messageId").asText(),
                                mail.path("messageId").asText()))
                .flatMap(places -> places)
                .map(SesEvent::token)
                .flatMap(token -> tokens.verify(TokenPurpose.MESSAGE, token).stream())
                .findFirst();
    }

    private Stream<String> header(String name) {
        return nodes(mail.path("headers"))
                .filter(header -> name.equalsIgnoreCase(header.path("name").asText()))
                .map(header -> header.path("value").asText());
    }

    /** Out of {@code <token@domain>}, or the token alone. */
    private static String token(String text) {
        String bare = text.strip().replaceFirst("^<", "");
        int at = bare.indexOf('@');
        return at < 0 ? bare : bare.substring(0, at);
    }

    /** When it happened, as far as it is told and not in the future. */
    Instant at(Instant now) {
        try {
            Instant at = OffsetDateTime.parse(
                            body.path("timestamp").asText(mail.path("timestamp").asText()))
                    .toInstant();
            return at.isAfter(now) ? now : at;
        } catch (DateTimeParseException untold) {
            return now;
        }
    }

    /** A member of the details; empty when there is none. */
    String text(String member) {
        return body.path(member).asText("");
    }

    static Stream<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
