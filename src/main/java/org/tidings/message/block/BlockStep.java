package org.tidings.message.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step that undoes, or does again, what a button did. It changes only its own block, so it keeps what was typed into the others meanwhile.
 *
 * @param position of the block that it inserts, removes or moves
 * @param to where it moves the block
 * @param blocks the inserted block, or all of them if the message becomes blocks
 * @param html if the message becomes HTML
 * @param size of the message to which it can be applied, {@link MessageBody#size}
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record BlockStep(
        Kind kind,
        int position,
        int to,
        @Nullable List<Block> blocks,
        @Nullable String html,
        int size) {

    /** What a step does. */
    public enum Kind {
        INSERT,
        REMOVE,
        MOVE,
        BLOCKS,
        HTML
    }

    /**
     * A message after a step.
     *
     * @param position of the block that the step was about; -1 if there is none
     * @param back undoes the step
     */
    record Done(MessageBody message, int position, BlockStep back) {}

    /** Puts a block back into a list that has this many. */
    public static BlockStep insert(int position, Block block, int size) {
        return new BlockStep(Kind.INSERT, position, 0, List.of(block), null, size);
    }

    public static BlockStep remove(int position, int size) {
        return new BlockStep(Kind.REMOVE, position, 0, null, null, size);
    }

    public static BlockStep move(int position, int to, int size) {
        return new BlockStep(Kind.MOVE, position, to, null, null, size);
    }

    /** Makes a message what it was, after it became another kind of message. */
    public static BlockStep restore(MessageBody before, MessageBody now) {
        return before.blocks() == null
                ? new BlockStep(Kind.HTML, 0, 0, null, before.html(), now.size())
                : new BlockStep(Kind.BLOCKS, 0, 0, before.blocks(), null, now.size());
    }

    /** Applies the step; empty if the message is not one to which it belongs. */
    Optional<Done> apply(MessageBody message) {
        List<Block> list = message.blocks();
        if (message.size() != size) {
            return Optional.empty();
        }
        return switch (kind) {
            case BLOCKS -> Optional.ofNullable(blocks).map(all -> restored(message, MessageBody.of(all)));
            case HTML -> Optional.ofNullable(html).map(text -> restored(message, MessageBody.of(text)));
            case INSERT, REMOVE, MOVE -> list == null ? Optional.empty() : change(new ArrayList<>(list));
        };
    }

    private static Done restored(MessageBody replaced, MessageBody restored) {
        return new Done(restored, -1, restore(replaced, restored));
    }

    private Optional<Done> change(List<Block> list) {
        boolean fits = position >= 0 && position < (kind == Kind.INSERT ? size + 1 : size) && to >= 0 && to < size + 1;
        if (!fits) {
            return Optional.empty();
        }
        if (kind == Kind.INSERT && blocks != null && !blocks.isEmpty()) {
            list.add(position, blocks.get(0));
            return done(list, position, remove(position, size + 1));
        }
        if (kind == Kind.REMOVE) {
            Block removed = list.remove(position);
            return done(list, Math.min(position, list.size() - 1), insert(position, removed, size - 1));
        }
        if (kind == Kind.MOVE && to < size) {
            list.add(to, list.remove(position));
            return done(list, to, move(to, position, size));
        }
        return Optional.empty();
    }

    private static Optional<Done> done(List<Block> list, int position, BlockStep back) {
        return Optional.of(new Done(MessageBody.of(list), position, back));
    }
}
