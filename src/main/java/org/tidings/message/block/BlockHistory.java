package org.tidings.message.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the buttons of blocks did, for undo and redo. What is typed is not part of it.
 *
 * @param undo steps back, the last one first
 * @param redo steps forward again, the next one first
 */
public record BlockHistory(List<BlockStep> undo, List<BlockStep> redo) {

    public static final BlockHistory EMPTY = new BlockHistory(List.of(), List.of());

    /** So many steps are kept. */
    static final int MOST_STEPS = 20;

    public BlockHistory(@Nullable List<BlockStep> undo, @Nullable List<BlockStep> redo) {
        this.undo = undo == null ? List.of() : List.copyOf(undo);
        this.redo = redo == null ? List.of() : List.copyOf(redo);
    }

    /**
     * A message after undo or redo.
     *
     * @param position of the block that changed; -1 if there is none
     */
    public record Result(MessageBody message, int position, BlockHistory history) {}

    /** The stored history; empty for one in an earlier form. */
    public static BlockHistory read(@Nullable String json) {
        return json == null || !json.startsWith("{") ? EMPTY : BlockJson.readHistory(json);
    }

    public String write() {
        return BlockJson.write(this);
    }

    /** After a button did something that this step undoes. Nothing can be done again then. */
    public BlockHistory then(BlockStep back) {
        return new BlockHistory(with(back, undo), List.of());
    }

    /** Undoes the last step. A history that does not belong to the message is forgotten. */
    public Result undo(MessageBody message) {
        return first(undo, message)
                .map(done -> new Result(
                        done.message(), done.position(), new BlockHistory(rest(undo), with(done.back(), redo))))
                .orElse(new Result(message, -1, EMPTY));
    }

    /** Does the step again that was undone last. */
    public Result redo(MessageBody message) {
        return first(redo, message)
                .map(done -> new Result(
                        done.message(), done.position(), new BlockHistory(with(done.back(), undo), rest(redo))))
                .orElse(new Result(message, -1, EMPTY));
    }

    /** Whether the last step can be undone. */
    public boolean canUndo(MessageBody message) {
        return first(undo, message).isPresent();
    }

    /** Whether a step can be done again. */
    public boolean canRedo(MessageBody message) {
        return first(redo, message).isPresent();
    }

    private static Optional<BlockStep.Done> first(List<BlockStep> steps, MessageBody message) {
        return steps.isEmpty() ? Optional.empty() : steps.get(0).apply(message);
    }

    private static List<BlockStep> with(BlockStep first, List<BlockStep> others) {
        List<BlockStep> all = new ArrayList<>(List.of(first));
        all.addAll(others.subList(0, Math.min(others.size(), MOST_STEPS - 1)));
        return all;
    }

    private static List<BlockStep> rest(List<BlockStep> steps) {
        return steps.subList(1, steps.size());
    }
}
