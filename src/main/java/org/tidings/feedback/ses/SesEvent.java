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
 * An SES event in either format: event publishing ({@code eventType},
 * <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">SES guide</a>) or notification
 * ({@code notificationType}, <a href="https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html">SES guide</a>). Unknown fields are
 * ignored.
 *
 * @param mail the message
 * @param body the details of the event
 */
record SesEvent(Type type, JsonNode mail, JsonNode body) {

    /** The event types, with their SES name and the JSON member that contains the details. */
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

    /** Empty for other messages, such as the test message for a new topic. */
    static Optional<SesEvent> in(JsonNode message) {
        String word = message.path("eventType")
                .asText(message.path("notificationType").asText());
        return Stream.of(Type.values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .map(type -> new SesEvent(type, message.path("mail"), message.path(type.member)));
    }

    /** The recipient: from the message tag, then the X-Tidings-Recipient header, then the Message-ID, as far as SES includes them. */
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

    /** Extracts the token from {@code <token@domain>}, or returns a bare token. */
    private static String token(String text) {
        String bare = text.strip().replaceFirst("^<", "");
        int at = bare.indexOf('@');
        return at < 0 ? bare : bare.substring(0, at);
    }

    /** The time of the event; {@code now} if it is missing, in the future or before 1970. */
    Instant at(Instant now) {
        try {
            Instant at = OffsetDateTime.parse(
                            body.path("timestamp").asText(mail.path("timestamp").asText()))
                    .toInstant();
            return at.isAfter(now) || at.isBefore(Instant.EPOCH) ? now : at;
        } catch (DateTimeParseException untold) {
            return now;
        }
    }

    /** A member of the details; empty if absent. */
    String text(String member) {
        return body.path(member).asText("");
    }

    static Stream<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
