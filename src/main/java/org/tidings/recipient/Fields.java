package org.tidings.recipient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the custom fields of a recipient, which are stored as a JSON object of strings. */
public final class Fields {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private Fields() {}

    public static Map<String, String> read(@Nullable String stored) {
        if (stored == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(stored, TYPE);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The fields are not a JSON object of strings", impossible);
        }
    }

    /** The names in a JSON array, as {@code json_keys} returns them. */
    public static List<String> names(String keys) {
        try {
            return JSON.readValue(keys, NAMES);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("This is not a JSON array of strings", impossible);
        }
    }

    /** Returns null for no fields. */
    public static @Nullable String write(Map<String, String> fields) {
        if (fields.isEmpty()) {
            return null;
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
