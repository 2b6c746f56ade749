package org.tidings.message.block;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a block by the names of form fields: {@code link}, or {@code left.alt} for a part of a part. */
public final class BlockFields {

    /** The name of a block's type, such as {@code heading}. */
    public static final String TYPE = "type";

    private BlockFields() {}

    public static Map<String, String> of(Block block) {
        Map<String, String> fields = new LinkedHashMap<>();
        collect("", BlockJson.tree(block), fields);
        return fields;
    }

    /**
     * The block with these values; others are empty.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static Block read(Map<String, String> fields) {
        ObjectNode json = BlockJson.object();
        fields.forEach((name, value) -> {
            String[] path = name.split("\\.", 2);
            (path.length == 1 ? json : json.withObject("/" + path[0])).put(path[path.length - 1], value);
        });
        return BlockJson.block(json);
    }

    private static void collect(String prefix, JsonNode json, Map<String, String> fields) {
        json.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                collect(prefix + field.getKey() + ".", field.getValue(), fields);
            } else {
                fields.put(prefix + field.getKey(), field.getValue().asText());
            }
        });
    }
}
