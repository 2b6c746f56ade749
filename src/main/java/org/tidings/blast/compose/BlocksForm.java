package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jspecify.annotations.Nullable;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockEdit;
import org.tidings.message.block.BlockFields;

/**
 * The blocks as the compose page submits them. The field {@code block} has one value for each block, its key, in the order of the page; the
 * fields of a block are named {@code block.<key>.<field>}. A page without JavaScript has the keys 0, 1 and so on; a script may reorder them.
 */
final class BlocksForm {

    private static final String KEYS = "block";
    private static final String MODE = "blocks";

    private final List<String> keys = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, FormValue> files = new LinkedHashMap<>();

    private BlocksForm() {}

    /** Reads the submitted blocks; null if the message is one text. */
    static @Nullable BlocksForm read(Map<String, Collection<FormValue>> submitted) {
        if (!submitted.containsKey(MODE)) {
            return null;
        }
        BlocksForm form = new BlocksForm();
        submitted.getOrDefault(KEYS, List.of()).stream()
                .limit(BlockEdit.MOST_BLOCKS)
                .forEach(key -> form.readBlock(key.getValue(), submitted));
        return form;
    }

    private void readBlock(String key, Map<String, Collection<FormValue>> submitted) {
        String prefix = KEYS + "." + key + ".";
        Map<String, String> fields = new LinkedHashMap<>();
        int position = blocks.size();
        submitted.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                FormValue value = values.iterator().next();
                if (!value.isFileItem()) {
                    fields.put(name.substring(prefix.length()), value.getValue());
                } else if (value.getFileName() != null && !value.getFileName().isBlank()) {
                    files.put(position + "." + name.substring(prefix.length()), value);
                }
            }
        });
        try {
            blocks.add(BlockFields.read(fields));
            keys.add(key);
        } catch (IllegalArgumentException unknownType) {
            files.keySet().removeIf(name -> name.startsWith(position + "."));
        }
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The position of a block; -1 if there is none with this key. */
    int position(String key) {
        return keys.indexOf(key);
    }

    /** Uploaded pictures by position and field, such as {@code 3.left.file}. */
    Map<String, FormValue> files() {
        return files;
    }
}
