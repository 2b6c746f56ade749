package org.tidings.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Audience;
import org.tidings.blast.Blast;
import org.tidings.blast.Purpose;
import org.tidings.blast.SendValidation;
import org.tidings.blast.audience.FieldName;
import org.tidings.message.HtmlOfText;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.ProblemException;

/**
 * Streams the body of {@code POST /blasts} from a file: once for the properties of the blast, and once each time its recipients are
 * iterated. Hundreds of thousands of recipients are never in memory at once.
 */
final class BlastReader {

    private record Recipient(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable Map<String, @Nullable String> fields) {}

    private final ObjectMapper mapper;
    private final ObjectReader recipients;
    private final Path file;
    private ObjectNode audience;
    private boolean hasAudience;
    private boolean hasRecipients;

    BlastReader(ObjectMapper mapper, Path file) {
        this.mapper = mapper;
        this.recipients = mapper.readerFor(Recipient.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.file = file;
        this.audience = mapper.createObjectNode();
    }

    /**
     * Fills the draft.
     *
     * @throws ProblemException 400 with the position of the error if the body is malformed; 422 if a property is unknown
     */
    void fill(Blast blast) {
        audience = mapper.createObjectNode();
        reading(json -> {
            object(json, name -> property(json, name, blast));
            if (json.nextToken() != null) {
                throw malformed(json, "There is data after the end of the object");
            }
        });
        String text = blast.text;
        if (blast.html.isBlank() && text != null && !text.isBlank()) {
            blast.html = HtmlOfText.of(text);
        }
    }

    /** Whom the audience selects beside the recipients that it lists; read by {@link #fill}. */
    JsonNode audience() {
        return audience;
    }

    /** Whether there is an audience, which may be null; read by {@link #fill}. */
    boolean hasAudience() {
        return hasAudience;
    }

    /** Whether recipients are listed; read by {@link #fill}. */
    boolean hasRecipients() {
        return hasRecipients;
    }

    /** The recipients in the given order. Each iteration reads the file again and throws like {@link #fill}. */
    Iterable<Audience.Entry> people() {
        return () -> {
            List<Audience.Entry> none = List.of();
            JsonParser json = open();
            try {
                return toRecipients(json) ? new Entries(json) : none.iterator();
            } catch (IOException failure) {
                throw notReadable(failure);
            }
        };
    }

    private JsonParser open() {
        try {
            return mapper.createParser(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Moves to the list of recipients, whose presence {@link #fill} has checked. */
    private static boolean toRecipients(JsonParser json) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean audience = json.currentName().equals("audience");
            if (json.nextToken() != JsonToken.START_OBJECT || !audience) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean recipients = json.currentName().equals("recipients");
                if (json.nextToken() == JsonToken.START_ARRAY && recipients) {
                    return true;
                }
                json.skipChildren();
            }
        }
        json.close();
        return false;
    }

    @FunctionalInterface
    private interface Reading {
        void read(JsonParser json) throws IOException;
    }

    private void reading(Reading reading) {
        try (JsonParser json = mapper.createParser(file.toFile())) {
            reading.read(json);
        } catch (IOException failure) {
            throw notReadable(failure);
        }
    }

    private static RuntimeException notReadable(IOException failure) {
        if (!(failure instanceof JsonProcessingException malformed)) {
            return new UncheckedIOException(failure);
        }
        String place = malformed.getLocation() == null
                ? ""
                : " (line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + ")";
        return new ProblemException(400, "The body is not valid JSON: " + malformed.getOriginalMessage() + place);
    }

    @FunctionalInterface
    private interface Property {
        void read(String name) throws IOException;
    }

    private static void object(JsonParser json, Property property) throws IOException {
        if (json.currentToken() == null) {
            json.nextToken();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw malformed(json, "An object is expected");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            property.read(name);
        }
    }

    private void property(JsonParser json, String name, Blast blast) throws IOException {
        switch (name) {
            case "subject" -> blast.subject = orEmpty(text(json, name));
            case "html" -> blast.write(orEmpty(text(json, name)));
            case "text" -> blast.text = text(json, name);
            case "preheader" -> blast.preheader = text(json, name);
            case "fromName" -> blast.fromName = text(json, name);
            case "replyTo" -> {
                String typed = text(json, name);
                blast.replyTo = typed == null ? null : EmailAddress.normaliseIfValid(typed);
            }
            case "purpose" -> blast.purpose = purpose(json, text(json, name));
            case "sendAt" -> blast.sendAt = instant(name, text(json, name));
            case "uselessAfter" -> blast.uselessAfter = instant(name, text(json, name));
            case "spreadOver" -> blast.spreadSeconds = seconds(name, text(json, name));
            case "audience" -> {
                hasAudience = true;
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    object(json, inner -> audienceProperty(json, inner));
                }
            }
            default -> throw unknown(name);
        }
    }

    private void audienceProperty(JsonParser json, String name) throws IOException {
        if (!name.equals("recipients")) {
            audience.set(name, json.readValueAsTree());
            return;
        }
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw malformed(json, "recipients must be a list");
            }
            hasRecipients |= json.nextToken() != JsonToken.END_ARRAY;
            while (json.currentToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
                json.nextToken();
            }
        }
    }

    /** Reads the recipients of the list at which the parser is positioned. */
    private final class Entries implements Iterator<Audience.Entry> {
        private final JsonParser json;
        /** Caches the keys of merge fields: one request has few different ones. */
        private final Map<String, String> fieldNames = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > 1_000;
            }
        };

        private int line;
        private boolean ready;

        Entries(JsonParser json) {
            this.json = json;
        }

        @Override
        public boolean hasNext() {
            try {
                if (!ready && !json.isClosed()) {
                    json.nextToken();
                    ready = true;
                }
                if (json.currentToken() == JsonToken.END_ARRAY) {
                    json.close();
                }
                return !json.isClosed();
            } catch (IOException failure) {
                throw notReadable(failure);
            }
        }

        @Override
        public Audience.Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ready = false;
            line++;
            try {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw malformed(json, "A recipient must be an object with an email");
                }
                return entry(recipients.readValue(json, Recipient.class));
            } catch (UnrecognizedPropertyException e) {
                throw unknown("audience.recipients[" + (line - 1) + "]." + e.getPropertyName());
            } catch (IOException failure) {
                throw notReadable(failure);
            }
        }

        private Audience.Entry entry(Recipient recipient) {
            if (recipient.email() == null) {
                throw malformed(json, "A recipient needs an email");
            }
            String typed = recipient.email().strip();
            String address = EmailAddress.normalise(typed).orElse(null);
            return new Audience.Entry(
                    line,
                    address == null ? typed : address,
                    recipient.firstName(),
                    recipient.lastName(),
                    fields(recipient),
                    address == null ? "Not an email address" : null);
        }

        private Map<String, String> fields(Recipient recipient) {
            if (recipient.fields() == null) {
                return Map.of();
            }
            Map<String, String> fields = new LinkedHashMap<>();
            recipient.fields().forEach((name, value) -> {
                if (value != null) {
                    fields.put(fieldNames.computeIfAbsent(name, FieldName::of), value);
                }
            });
            return fields;
        }
    }

    private static @Nullable String text(JsonParser json, String name) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default -> throw malformed(json, name + " must be a string");
        };
    }

    private static Purpose purpose(JsonParser json, @Nullable String text) {
        try {
            return text == null ? Purpose.MARKETING : Purpose.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw malformed(json, "purpose must be one of " + List.of(Purpose.values()));
        }
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw wrong(name, "Enter a time such as 2026-05-01T10:00:00Z.");
        }
    }

    private static @Nullable Integer seconds(String name, @Nullable String text) {
        try {
            return text == null ? null : Math.toIntExact(Duration.parse(text).toSeconds());
        } catch (DateTimeParseException | ArithmeticException malformed) {
            throw wrong(name, "Enter a duration such as PT2H.");
        }
    }

    private static ProblemException wrong(String field, String sentence) {
        return new ProblemException(
                422, sentence, Map.of("errors", List.of(new SendValidation.Problem(field, sentence))));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ProblemException unknown(String property) {
        String message = "There is no such property.";
        return new ProblemException(
                422,
                property + ": " + message,
                Map.of("violations", List.of(Map.of("field", property, "message", message))));
    }

    private static ProblemException malformed(JsonParser json, String sentence) {
        return new ProblemException(
                400, sentence + " (line " + json.currentLocation().getLineNr() + ").");
    }
}
