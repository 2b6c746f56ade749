package org.tidings.feedback.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads events as JSON, one or an array of them, and the forms of texts and times that providers use. */
final class EventJson {

    private static final Logger LOG = Logger.getLogger(EventJson.class);

    /** Deeper than any event. */
    private static final int DEEPEST = 64;

    private static final int LONGEST_LOGGED = 60;
    private static final int MOST_VALUES = 20;

    /** Times above this are milliseconds: the year 5138 in seconds. */
    private static final double MILLISECONDS = 1e11;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    private EventJson() {}

    /** @throws MalformedBodyException when it is not JSON */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new MalformedBodyException("Not JSON");
        }
    }

    /**
     * The texts and numbers in the object {@code name} at the top, read without a tree of everything else: who sent the body is not known yet.
     *
     * @throws MalformedBodyException when it is not JSON
     */
    static Map<String, String> object(String text, String name) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return values;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                if (parser.nextToken() == JsonToken.START_OBJECT && wanted) {
                    readValues(parser, values);
                } else {
                    parser.skipChildren();
                }
            }
            return values;
        } catch (IOException malformed) {
            throw new MalformedBodyException("Not JSON");
        }
    }

    private static void readValues(JsonParser parser, Map<String, String> values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME && values.size() < MOST_VALUES) {
            String field = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                values.put(field, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    /**
     * The events of an array, or the only event.
     *
     * @param reader reads one event; empty if it does not know its type
     * @throws MalformedBodyException when it is neither
     */
    static List<ReportedEvent> events(
            String provider, String text, Function<JsonNode, Optional<ReportedEvent>> reader) {
        JsonNode body = parse(text);
        if (!body.isArray() && !body.isObject()) {
            throw new MalformedBodyException("Neither an event nor an array of events");
        }
        List<ReportedEvent> events = new ArrayList<>();
        for (JsonNode event : body.isArray() ? body : List.of(body)) {
            try {
                if (event.isObject()) {
                    reader.apply(event).ifPresent(events::add);
                } else {
                    LOG.warnf("Ignored what is no event of %s", provider);
                }
            } catch (IllegalArgumentException | DateTimeException malformed) {
                LOG.warnf("Ignored a malformed event of %s: %s", provider, malformed.getMessage());
            }
        }
        return events;
    }

    /** Logs a type of event that the provider's documentation did not have. */
    static Optional<ReportedEvent> unknown(String provider, String type) {
        String shown =
                type.substring(0, Math.min(type.length(), LONGEST_LOGGED)).replaceAll("[^\\w .:-]", "?");
        LOG.infof("Ignored an event of %s of unknown type \"%s\"", provider, shown);
        return Optional.empty();
    }

    /** A member as text; empty if it is missing, null or no scalar. */
    static String text(JsonNode node, String member) {
        return node.path(member).asText("");
    }

    /** The members as one text that identifies an event. */
    static String identity(JsonNode node, String... members) {
        return Stream.of(members).map(member -> text(node, member)).collect(Collectors.joining("\n"));
    }

    /** What a server said, in one line and without the prefix of RFC 3464. */
    static String reply(String text) {
        String line = text.replaceAll("\\s++", " ").strip();
        return line.regionMatches(true, 0, "smtp;", 0, 5) ? line.substring(5).strip() : line;
    }

    /** Puts the code before a reply that does not begin with it. */
    static String reply(String code, String text) {
        String line = reply(text);
        return code.isEmpty() || line.startsWith(code) ? line : (code + " " + line).strip();
    }

    /** Seconds or milliseconds since 1970, as number or text, or ISO 8601; null if it is none of them. */
    static @Nullable Instant time(JsonNode value) {
        String text = value.asText("");
        if (value.isNumber() || text.matches("\\d{1,15}(?:\\.\\d{1,9})?")) {
            double number = value.asDouble();
            return number <= 0 ? null : Instant.ofEpochMilli((long) (number < MILLISECONDS ? number * 1000 : number));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException untold) {
            return null;
        }
    }
}
