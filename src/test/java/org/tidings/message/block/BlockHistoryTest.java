package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockHistoryTest {

    private static final Block A = new Block.Heading("a", "1");
    private static final Block B = new Block.Text("b");
    private static final Block C = new Block.Divider();

    @Test
    void removedBlockComesBackBesideWhatWasTypedMeanwhile() {
        BlockHistory history = BlockHistory.EMPTY.then(BlockStep.insert(0, A, 2));
        Block typed = new Block.Text("typed since");
        BlockHistory.Result undone = history.undo(MessageBody.of(List.of(typed, C)));
        assertThat(undone.message()).isEqualTo(MessageBody.of(List.of(A, typed, C)));
        assertThat(undone.position()).isZero();
        BlockHistory.Result again = undone.history().redo(undone.message());
        assertThat(again.message()).isEqualTo(MessageBody.of(List.of(typed, C)));
        assertThat(again.history().undo()).isEqualTo(history.undo());
    }

    @Test
    void severalStepsAreUndoneAndDoneAgainInTheirOrder() {
        // [A B C] -> B up: [B A C] -> C added again at the end: [B A C C]
        BlockHistory history = BlockHistory.EMPTY.then(BlockStep.move(0, 1, 3)).then(BlockStep.remove(3, 4));
        BlockHistory.Result first = history.undo(MessageBody.of(List.of(B, A, C, C)));
        BlockHistory.Result second = first.history().undo(first.message());
        assertThat(second.message()).isEqualTo(MessageBody.of(List.of(A, B, C)));
        assertThat(second.history().canUndo(second.message())).isFalse();
        BlockHistory.Result redone = second.history().redo(second.message());
        assertThat(redone.message()).isEqualTo(MessageBody.of(List.of(B, A, C)));
        assertThat(redone.history().redo(redone.message()).message()).isEqualTo(MessageBody.of(List.of(B, A, C, C)));
    }

    @Test
    void blocksComeBackAfterTheyBecameHtml() {
        MessageBody blocks = MessageBody.of(List.of(A, B));
        MessageBody html = MessageBody.of("<p>x</p>");
        BlockHistory history = BlockHistory.EMPTY.then(BlockStep.restore(blocks, html));
        BlockHistory.Result undone = history.undo(MessageBody.of("<p>written since</p>"));
        assertThat(undone.message()).isEqualTo(blocks);
        assertThat(undone.history().redo(blocks).message()).isEqualTo(MessageBody.of("<p>written since</p>"));
    }

    @Test
    void historyOfAnotherMessageIsForgotten() {
        BlockHistory history = BlockHistory.EMPTY.then(BlockStep.insert(0, A, 2));
        MessageBody other = MessageBody.of(List.of(C));
        assertThat(history.canUndo(other)).isFalse();
        assertThat(history.undo(other)).isEqualTo(new BlockHistory.Result(other, -1, BlockHistory.EMPTY));
        BlockHistory beyond = BlockHistory.EMPTY.then(BlockStep.move(7, 0, 1)).then(BlockStep.move(0, 7, 1));
        assertThat(beyond.canUndo(other)).isFalse();
    }

    @Test
    void historyIsStoredAndLimited() {
        BlockHistory history = BlockHistory.EMPTY;
        for (BlockStep step : Collections.nCopies(BlockHistory.MOST_STEPS + 5, BlockStep.insert(1, A, 1))) {
            history = history.then(step);
        }
        assertThat(history.undo()).hasSize(BlockHistory.MOST_STEPS);
        BlockHistory read = BlockHistory.read(history.write());
        assertThat(read.undo(MessageBody.of(List.of(B))).message()).isEqualTo(MessageBody.of(List.of(B, A)));
        assertThat(BlockHistory.read(null)).isEqualTo(BlockHistory.EMPTY);
        assertThat(BlockHistory.read(BlockJson.write(new ArrayList<>(List.of(A)))))
                .isEqualTo(BlockHistory.EMPTY);
    }
}
