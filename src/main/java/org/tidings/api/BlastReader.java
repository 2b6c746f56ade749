package org.tidings.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import org.tidings.blast.audience.FieldName;
import org.tidings.contact.EmailAddress;
import org.tidings.message.SafeHtml;
import org.tidings.platform.web.ProblemException;

/**
 * Reads the body of {@code POST /blasts} token by token. Hundreds of thousands of recipients pass through to the audience without ever being
 * in memory together.
 */
final class BlastReader {

    /** Takes the recipients, in the order given. */
    @FunctionalInterface
    interface People {
        void add(Iterator<Audience.Entry> entries);
    }

    private record Recipient(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable Map<String, @Nullable String> fields) {}

    private final JsonParser json;
    private final Blast blast;
    private final People people;

    private BlastReader(JsonParser json, Blast blast, People people) {
        this.json = json;
        this.blast = blast;
        this.people = people;
    }

    /**
     * Fills the draft and hands the recipients on.
     *
     * @throws ProblemException 400 with the place of the error when the body is not what it should be
     */
    static void read(ObjectMapper mapper, InputStream body, Blast blast, People people) throws IOException {
        try (JsonParser json = mapper.createParser(body)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE); // its digest is still to be taken
            BlastReader reader = new BlastReader(json, blast, people);
            reader.object(reader::property);
            if (json.nextToken() != null) {
                throw reader.malformed("There is something behind the end of the object");
            }
        } catch (JsonProcessingException malformed) {
            throw notJson(malformed);
        } catch (UncheckedIOException failure) {
            throw failure.getCause() instanceof JsonProcessingException malformed ? notJson(malformed) : failure;
        }
    }

    private static ProblemException notJson(JsonProcessingException malformed) {
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

    private void object(Property property) throws IOException {
        if (json.currentToken() == null) {
            json.nextToken();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("An object is expected");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            property.read(name);
        }
    }

    private void property(String name) throws IOException {
        switch (name) {
            case "subject" -> blast.subject = orEmpty(text(name));
            case "html" -> blast.html = SafeHtml.clean(orEmpty(text(name)));
            case "text" -> blast.text = text(name);
            case "preheader" -> blast.preheader = text(name);
            case "fromName" -> blast.fromName = text(name);
            case "replyTo" -> blast.replyTo = text(name);
            case "purpose" -> blast.purpose = purpose(text(name));
            case "sendAt" -> blast.sendAt = instant(text(name));
            case "audience" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    object(this::audienceProperty);
                }
            }
            default -> throw malformed("There is no property " + name);
        }
    }

    private void audienceProperty(String name) throws IOException {
        switch (name) {
            case "recipients" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    if (json.currentToken() != JsonToken.START_ARRAY) {
                        throw malformed("recipients must be a list");
                    }
                    people.add(new Entries());
                }
            }
            // nobody is a contact yet, so these select nobody
            case "everyone", "tags", "contacts" -> json.skipChildren();
            default -> throw malformed("There is no property audience." + name);
        }
    }

    /** Pulls one recipient after the other from the list the parser stands in. */
    private final class Entries implements Iterator<Audience.Entry> {
        private int line;
        private boolean ready;

        @Override
        public boolean hasNext() {
            if (!ready) {
                try {
                    json.nextToken();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
                ready = true;
            }
            return json.currentToken() != JsonToken.END_ARRAY;
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
                    throw malformed("A recipient must be an object with an email");
                }
                return entry(json.readValueAs(Recipient.class));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private Audience.Entry entry(Recipient recipient) {
            if (recipient.email() == null) {
                throw malformed("A recipient needs an email");
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
                    fields.put(FieldName.of(name), value);
                }
            });
            return fields;
        }
    }

    private @Nullable String text(String name) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default -> throw malformed(name + " must be a string");
        };
    }

    private Purpose purpose(@Nullable String text) {
        try {
            return text == null ? Purpose.MARKETING : Purpose.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw malformed("purpose must be one of " + List.of(Purpose.values()));
        }
    }

    private @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw malformed("sendAt must be a time such as 2026-05-01T10:00:00Z");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private ProblemException malformed(String sentence) {
        return new ProblemException(
                400, sentence + " (line " + json.currentLocation().getLineNr() + ").");
    }
}
