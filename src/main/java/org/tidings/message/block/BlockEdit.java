package org.tidings.message.block;

import java.util.ArrayList;
import java.util.List;

/**
 * A change of the list of blocks by a button.
 *
 * @param blocks after the change
 * @param position of the block that was changed, to which the page scrolls; -1 if there is none
 */
public record BlockEdit(List<Block> blocks, int position) {

    /** So many are more than a message that anyone reads. */
    public static final int MOST_BLOCKS = 100;

    public BlockEdit {
        blocks = List.copyOf(blocks);
    }

    /**
     * Adds a block.
     *
     * @param type as {@link BlockType#key()}; an unknown one adds nothing
     * @param position of the new block
     */
    public static BlockEdit add(List<Block> blocks, String type, int position) {
        if (blocks.size() >= MOST_BLOCKS) {
            return new BlockEdit(blocks, -1);
        }
        try {
            return insert(blocks, BlockType.newBlock(type), Math.max(0, Math.min(position, blocks.size())));
        } catch (IllegalArgumentException unknownType) {
            return new BlockEdit(blocks, -1);
        }
    }

    /** Moves a block by one place; not beyond the ends. */
    public static BlockEdit move(List<Block> blocks, int from, int distance) {
        int to = from + distance;
        if (!isIn(blocks, from) || !isIn(blocks, to)) {
            return new BlockEdit(blocks, isIn(blocks, from) ? from : -1);
        }
        List<Block> moved = new ArrayList<>(blocks);
        moved.add(to, moved.remove(from));
        return new BlockEdit(moved, to);
    }

    public static BlockEdit duplicate(List<Block> blocks, int position) {
        return isIn(blocks, position) && blocks.size() < MOST_BLOCKS
                ? insert(blocks, blocks.get(position), position + 1)
                : new BlockEdit(blocks, -1);
    }

    public static BlockEdit remove(List<Block> blocks, int position) {
        if (!isIn(blocks, position)) {
            return new BlockEdit(blocks, -1);
        }
        List<Block> rest = new ArrayList<>(blocks);
        rest.remove(position);
        return new BlockEdit(rest, Math.min(position, rest.size() - 1));
    }

    private static BlockEdit insert(List<Block> blocks, Block block, int position) {
        List<Block> more = new ArrayList<>(blocks);
        more.add(position, block);
        return new BlockEdit(more, position);
    }

    private static boolean isIn(List<Block> blocks, int position) {
        return position >= 0 && position < blocks.size();
    }
}
