package org.tidings.diagnosis.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * An event of Amazon SES that comes by mail: the event itself as JSON, or an SNS envelope whose {@code Message} is the event as a string. It is
 * turned into the fields of RFC 3464, or of RFC 5965.
 *
 * @param statuses the fields of each recipient that bounced or is delayed
 * @param feedback the fields of a complaint
 */
record AmazonEvent(List<String> statuses, Optional<String> feedback) {

    static final AmazonEvent NONE = new AmazonEvent(List.of(), Optional.empty());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 2;

    static AmazonEvent in(String text) {
        int start = text.indexOf('{');
        if (start < 0 || !(text.contains("otificationType") || text.contains("ventType"))) {
            return NONE;
        }
        return of(parse(text.substring(start)), DEEPEST);
    }

    /** Mail programs break long lines, also within strings: JSON has no line breaks there, so all of them can go. */
    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            try {
                return JSON.readTree(text.replaceAll("\\r?\\n[ \\t]?", ""));
            } catch (JsonProcessingException stillBroken) {
                return JSON.missingNode();
            }
        }
    }

    private static AmazonEvent of(JsonNode node, int depth) {
        JsonNode inner = node.path("Message");
        if (inner.isTextual() && depth > 0) {
            return of(parse(inner.asText()), depth - 1);
        }
        if (inner.isObject() && depth > 0) {
            return of(inner, depth - 1);
        }
        String type =
                node.path("notificationType").asText(node.path("eventType").asText());
        return switch (type) {
            case "Bounce" ->
                new AmazonEvent(recipients(node.path("bounce").path("bouncedRecipients"), "failed"), Optional.empty());
            case "DeliveryDelay" ->
                new AmazonEvent(
                        recipients(node.path("deliveryDelay").path("delayedRecipients"), "delayed"), Optional.empty());
            case "Complaint" -> new AmazonEvent(List.of(), Optional.of(complaint(node.path("complaint"))));
            default -> NONE;
        };
    }

    private static List<String> recipients(JsonNode recipients, String action) {
        List<String> fields = new ArrayList<>();
        StreamSupport.stream(recipients.spliterator(), false)
                .limit(DeliveryStatus.MOST_RECIPIENTS)
                .forEach(recipient -> fields.add(String.join(
                        "\n",
                        "Final-Recipient: rfc822; " + line(recipient, "emailAddress"),
                        "Action: " + action,
                        "Status: " + line(recipient, "status"),
                        "Diagnostic-Code: " + line(recipient, "diagnosticCode"))));
        return fields;
    }

    private static String complaint(JsonNode complaint) {
        String type = complaint.path("complaintFeedbackType").asText("");
        StringBuilder fields = new StringBuilder("Feedback-Type: ").append(type.isEmpty() ? "abuse" : type);
        StreamSupport.stream(complaint.path("complainedRecipients").spliterator(), false)
                .limit(DeliveryStatus.MOST_RECIPIENTS)
                .forEach(recipient -> fields.append("\nOriginal-Rcpt-To: ").append(line(recipient, "emailAddress")));
        return fields.toString();
    }

    private static String line(JsonNode node, String field) {
        return node.path(field).asText("").replaceAll("\\s{1,1000}", " ");
    }
}
