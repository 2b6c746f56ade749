package org.tidings.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Custom fields in a column: a JSON object of texts; null if there are none. */
final class FieldsJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> FIELDS = new TypeReference<>() {};

    private FieldsJson() {}

    static @Nullable String write(Map<String, String> fields) {
        try {
            return fields.isEmpty() ? null : JSON.writeValueAsString(new TreeMap<>(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts", e);
        }
    }

    static Map<String, String> read(@Nullable String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not the fields of a person: " + json, e);
        }
    }
}
