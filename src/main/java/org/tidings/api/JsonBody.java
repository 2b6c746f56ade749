package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ProblemException;

/**
 * Reads an object of a request. Collects all that is wrong, including properties that do not exist, and reports it at once: 422 with {@code
 * violations}, each with the path of the property.
 */
final class JsonBody {

    /** Further violations are not listed. */
    private static final int MOST_VIOLATIONS = 100;

    private final JsonNode json;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Map<String, String>> violations;

    private JsonBody(JsonNode json, String path, List<Map<String, String>> violations) {
        this.json = json;
        this.path = path;
        this.violations = violations;
    }

    /** Reads a whole body; 422 unless it is an object whose properties {@code reader} all knows. */
    static <T> T read(@Nullable JsonNode json, Function<JsonBody, T> reader) {
        if (json == null || !json.isObject()) {
            throw new ProblemException(422, "The body must be a JSON object.");
        }
        List<Map<String, String>> violations = new ArrayList<>();
        JsonBody body = new JsonBody(json, "", violations);
        T result = reader.apply(body);
        body.refuseOthers();
        if (!violations.isEmpty()) {
            String first =
                    violations.get(0).get("field") + ": " + violations.get(0).get("message");
            throw new ProblemException(422, first, Map.of("violations", violations));
        }
        return result;
    }

    private void refuseOthers() {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, "There is no such property.");
            }
        });
    }

    /** Whether the property is given; null counts. */
    boolean has(String name) {
        known.add(name);
        return json.has(name);
    }

    /** Accepts the property, which only answers contain, without reading it. */
    JsonBody ignore(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    void wrong(String name, String message) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(Map.of("field", path + name, "message", message));
        }
    }

    /** Reports that the property is missing, unless something else is wrong with it. */
    void required(String name) {
        String missing = path + name;
        if (violations.stream().noneMatch(violation -> missing.equals(violation.get("field")))) {
            wrong(name, "Is missing.");
        }
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Null if it is absent, null or not a string of at most {@code longest} characters; the last is a violation. Stripped. */
    @Nullable
    String text(String name, int longest) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            wrong(name, "Must be a string.");
            return null;
        }
        String text = value.textValue().strip();
        if (text.length() > longest) {
            wrong(name, "Must have at most " + longest + " characters.");
            return null;
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            wrong(name, "Must not contain control characters.");
            return null;
        }
        return text;
    }

    /** {@link #text}, empty instead of null. */
    String textOrEmpty(String name, int longest) {
        String text = text(name, longest);
        return text == null ? "" : text;
    }

    /** A text that must not be empty. */
    String requiredText(String name, int longest) {
        int before = violations.size();
        String text = textOrEmpty(name, longest);
        if (text.isEmpty() && violations.size() == before) {
            wrong(name, "Is missing.");
        }
        return text;
    }

    @Nullable
    LocalDate date(String name) {
        String text = text(name, 20);
        try {
            LocalDate date = text == null || text.isEmpty() ? null : LocalDate.parse(text);
            if (date != null && (date.getYear() < 1900 || date.getYear() > 9999)) {
                wrong(name, "Must be a date after 1900.");
                return null;
            }
            return date;
        } catch (DateTimeParseException e) {
            wrong(name, "Must be a date such as 2026-05-02.");
            return null;
        }
    }

    @Nullable
    LocalTime time(String name) {
        String text = text(name, 20);
        try {
            return text == null || text.isEmpty() ? null : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            wrong(name, "Must be a time such as 16:00.");
            return null;
        }
    }

    @Nullable
    Boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            wrong(name, "Must be true or false.");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    @Nullable
    Integer number(String name, int least, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            wrong(name, "Must be a whole number from " + least + " to " + most + ".");
            return null;
        }
        return value.intValue();
    }

    <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String text = text(name, 100);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> {
                    wrong(name, "Must be one of " + Arrays.toString(type.getEnumConstants()) + ".");
                    return null;
                });
    }

    /** The objects of a list; empty if it is absent. */
    <T> List<T> list(String name, int most, Function<JsonBody, T> reader) {
        JsonNode value = value(name);
        List<T> items = new ArrayList<>();
        if (value == null) {
            return items;
        }
        if (!value.isArray() || value.size() > most) {
            wrong(name, "Must be a list of at most " + most + ".");
            return items;
        }
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isObject()) {
                JsonBody item = new JsonBody(value.get(i), path + name + "[" + i + "].", violations);
                items.add(reader.apply(item));
                item.refuseOthers();
            } else {
                wrong(name + "[" + i + "]", "Must be an object.");
            }
        }
        return items;
    }

    /** An object; null if it is absent. */
    <T> @Nullable T object(String name, Function<JsonBody, T> reader) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            wrong(name, "Must be an object.");
            return null;
        }
        JsonBody inner = new JsonBody(value, path + name + ".", violations);
        T result = reader.apply(inner);
        inner.refuseOthers();
        return result;
    }

    /** A list of non-empty texts; empty if it is absent. */
    Set<String> texts(String name, int most, int longest) {
        JsonNode value = value(name);
        Set<String> texts = new LinkedHashSet<>();
        if (value == null) {
            return texts;
        }
        if (!value.isArray() || value.size() > most) {
            wrong(name, "Must be a list of at most " + most + ".");
            return texts;
        }
        for (int i = 0; i < value.size(); i++) {
            String text = value.get(i).isTextual() ? value.get(i).textValue().strip() : "";
            if (text.isEmpty() || text.length() > longest) {
                wrong(name + "[" + i + "]", "Must be a string of 1 to " + longest + " characters.");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The properties of an object of texts, numbers and booleans, as texts; a property that is null has the value null. */
    Map<String, @Nullable String> map(String name, int most, int longest) {
        JsonNode value = value(name);
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        if (value == null) {
            return map;
        }
        if (!value.isObject() || value.size() > most) {
            wrong(name, "Must be an object with at most " + most + " properties.");
            return map;
        }
        value.properties().forEach(entry -> {
            if (entry.getValue().isContainerNode()
                    || entry.getValue().asText().length() > longest
                    || entry.getKey().isBlank()
                    || entry.getKey().length() > 100) {
                wrong(name + "." + entry.getKey(), "Must be a text of at most " + longest + " characters.");
            } else {
                map.put(
                        entry.getKey(),
                        entry.getValue().isNull() ? null : entry.getValue().asText());
            }
        });
        return map;
    }
}
