package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockJsonTest {

    @Test
    void blocksAreReadAsTheyWereWritten() {
        List<Block> blocks = List.of(
                new Block.Heading("Hi \"you\" {{first_name}}", "1"),
                new Block.Text("<p>ö</p>"),
                new Block.Picture("https://x.example/1", "", "552", ""),
                new Block.Button("Go", "x"),
                new Block.Columns(new Block.Column("a", "b", "c"), Block.Column.EMPTY),
                new Block.Divider(),
                new Block.Quote("q", ""),
                new Block.Event("t", "2026-12-12", "", "", "", "", ""),
                new Block.ClassDetails(""),
                new Block.Files(""),
                new Block.Html("<b>x</b>"));
        assertThat(BlockJson.read(BlockJson.write(blocks))).isEqualTo(blocks);
    }

    @Test
    void missingValuesAreEmptyAndUnknownOnesIgnored() {
        assertThat(BlockJson.read(
                        "[{\"type\": \"button\", \"label\": \"Go\", \"colour\": 1}, {\"type\": \"columns\"}]"))
                .containsExactly(new Block.Button("Go", ""), new Block.Columns(null, null));
    }
}
