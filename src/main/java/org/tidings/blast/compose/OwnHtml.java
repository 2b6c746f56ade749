package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.layout.Look;

/**
 * What changes when a message in blocks becomes HTML.
 *
 * @param id of the draft
 * @param block the key of the HTML block that becomes the message; -1 if all blocks do
 * @param changes sentences
 */
record OwnHtml(String id, int block, List<String> changes) {

    /** All blocks become one HTML. */
    static OwnHtml ofAll(String id, List<Block> blocks) {
        List<String> changes = new ArrayList<>();
        for (BlockView view : BlockView.of(blocks)) {
            Block block = blocks.get(view.key());
            if (block instanceof Block.ClassDetails) {
                changes.add(view.title() + " no longer follows changes of the class.");
            } else if (block instanceof Block.Files) {
                changes.add(view.title() + " no longer follows the attached files.");
            } else if (isEmpty(List.of(block))) {
                changes.add(view.title() + " is left out, since it is empty or not complete.");
            } else if (block instanceof Block.Event) {
                changes.add(view.title() + " is no longer attached as a calendar file.");
            }
        }
        return new OwnHtml(id, -1, changes);
    }

    /** One HTML block becomes the message; empty if there is none at this position. */
    static Optional<OwnHtml> ofOne(String id, List<Block> blocks, int position) {
        if (position < 0 || position >= blocks.size() || !(blocks.get(position) instanceof Block.Html)) {
            return Optional.empty();
        }
        List<String> changes = BlockView.of(blocks).stream()
                .filter(view -> view.key() != position)
                .map(view -> view.title() + " is removed.")
                .toList();
        return Optional.of(new OwnHtml(id, position, changes));
    }

    /** Whether blocks show nothing, apart from classes and files. */
    static boolean isEmpty(List<Block> blocks) {
        return blocks.stream().noneMatch(block -> block instanceof Block.ClassDetails || block instanceof Block.Files)
                && BlockHtml.of(blocks, BlockContext.of(Look.STANDARD)).html().isBlank();
    }
}
