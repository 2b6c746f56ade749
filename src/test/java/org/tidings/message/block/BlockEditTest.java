package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockEditTest {

    private static final Block A = new Block.Heading("a", "1");
    private static final Block B = new Block.Text("b");
    private static final Block C = new Block.Divider();

    @Test
    void blocksMoveByOnePlaceAndNotBeyondTheEnds() {
        List<Block> blocks = List.of(A, B, C);
        assertThat(BlockEdit.move(blocks, 0, 1)).isEqualTo(new BlockEdit(List.of(B, A, C), 1));
        assertThat(BlockEdit.move(blocks, 2, -1)).isEqualTo(new BlockEdit(List.of(A, C, B), 1));
        assertThat(BlockEdit.move(blocks, 0, -1)).isEqualTo(new BlockEdit(blocks, 0));
        assertThat(BlockEdit.move(blocks, 2, 1)).isEqualTo(new BlockEdit(blocks, 2));
        assertThat(BlockEdit.move(blocks, -1, 1)).isEqualTo(new BlockEdit(blocks, -1));
    }

    @Test
    void copyFollowsItsOriginal() {
        assertThat(BlockEdit.duplicate(List.of(A, B), 0)).isEqualTo(new BlockEdit(List.of(A, A, B), 1));
    }

    @Test
    void pageGoesToTheBlockThatFollowsARemovedOne() {
        assertThat(BlockEdit.remove(List.of(A, B), 0)).isEqualTo(new BlockEdit(List.of(B), 0));
        assertThat(BlockEdit.remove(List.of(A, B), 1)).isEqualTo(new BlockEdit(List.of(A), 0));
        assertThat(BlockEdit.remove(List.of(A), 0)).isEqualTo(new BlockEdit(List.of(), -1));
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeCanBeAddedAndSubmittedByItsFields(BlockType type) {
        BlockEdit added = BlockEdit.add(List.of(A, B), type.key(), 1);
        assertThat(added.blocks()).hasSize(3).startsWith(A).endsWith(B);
        assertThat(added.position()).isEqualTo(1);
        Map<String, String> fields = BlockFields.of(added.blocks().get(1));
        assertThat(fields).containsEntry(BlockFields.TYPE, type.key());
        assertThat(BlockFields.read(fields)).isEqualTo(added.blocks().get(1));
    }

    @Test
    void unknownTypesAndTooManyBlocksAddNothing() {
        List<Block> many = Collections.nCopies(BlockEdit.MOST_BLOCKS, C);
        assertThat(BlockEdit.add(List.of(A), "video", 0)).isEqualTo(new BlockEdit(List.of(A), -1));
        assertThat(BlockEdit.add(many, "text", 0).blocks()).hasSize(BlockEdit.MOST_BLOCKS);
        assertThat(BlockEdit.duplicate(many, 0).blocks()).hasSize(BlockEdit.MOST_BLOCKS);
    }
}
