package org.tidings.message.block;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Blocks as they are stored, for example
 *
 * <pre>[{"type": "heading", "text": "Hi {{first_name|there}}", "level": "1"}, {"type": "divider"}]</pre>
 *
 * <p>A missing value is an empty one.
 */
public final class BlockJson {

    private static final TypeReference<List<Block>> LIST = new TypeReference<>() {};
    private static final ObjectMapper JSON = mapper();

    private BlockJson() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.configOverride(String.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return mapper;
    }

    public static String write(List<Block> blocks) {
        try {
            return JSON.writerFor(LIST).writeValueAsString(blocks);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static List<Block> read(String json) {
        try {
            return List.copyOf(JSON.readValue(json, LIST));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Not a list of blocks: " + json, broken);
        }
    }

    /** Reads blocks that are part of another document. */
    public static List<Block> read(JsonNode json) {
        return read(json.toString());
    }

    static String write(BlockHistory history) {
        try {
            return JSON.writeValueAsString(history);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static BlockHistory readHistory(String json) {
        try {
            return JSON.readValue(json, BlockHistory.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Not a history of blocks: " + json, broken);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode tree(Block block) {
        return JSON.valueToTree(block);
    }

    /** Throws an {@link IllegalArgumentException} if there is no such block. */
    static Block block(JsonNode json) {
        try {
            return JSON.treeToValue(json, Block.class);
        } catch (JsonProcessingException unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }
}
