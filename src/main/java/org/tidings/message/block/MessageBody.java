package org.tidings.message.block;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written in a message: a list of blocks or HTML.
 *
 * @param blocks null if it is HTML
 * @param html as written; empty if there are blocks
 */
public record MessageBody(@Nullable List<Block> blocks, String html) {

    public static MessageBody of(List<Block> blocks) {
        return new MessageBody(List.copyOf(blocks), "");
    }

    public static MessageBody of(String html) {
        return new MessageBody(null, html);
    }

    /** The number of blocks; -1 if it is HTML. */
    int size() {
        return blocks == null ? -1 : blocks.size();
    }
}
