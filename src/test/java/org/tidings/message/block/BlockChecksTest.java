package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockChecksTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-12-12, '', 16:00, 18:00, -",
                "2026-12-31, '', 20:00, 02:00, -",
                "2026-12-12, '', 20:00, 20:00, until",
                "2026-12-12, '', '', '', -",
                "2026-12-12, 2026-12-14, '', '', -",
                "2026-12-12, 2026-12-14, 16:00, 12:00, -",
                "2026-12-12, 2026-12-12, 16:00, 12:00, until",
                "2026-12-12, 2026-12-11, '', '', lastDate",
                "2026-12-12, Monday, '', '', lastDate",
                "'', '', '', '', -",
                "12/12/26, '', 16:00, 18:00, date",
                "2026-12-12, '', 4 pm, '', time",
                "2026-12-12, '', 16:00, 15:00, until",
                "2026-12-12, '', '', 15:00, time"
            })
    void timesOfAnEventMakeSense(String date, String lastDate, String time, String until, String wrongField) {
        var wrong = BlockChecks.wrong(new Block.Event("Recital", date, lastDate, time, until, "", ""));
        assertThat(wrong.keySet().stream().findFirst().orElse(null)).isEqualTo(wrongField);
    }

    @Test
    void linksThatLeadNowhereAreWrong() {
        assertThat(BlockChecks.wrong(new Block.Button("Go", "soon"))).containsOnlyKeys("link");
        assertThat(BlockChecks.wrong(new Block.Button("Go", "javascript:x"))).containsOnlyKeys("link");
        assertThat(BlockChecks.wrong(new Block.Button("Go", ""))).isEmpty();
        assertThat(BlockChecks.wrong(new Block.Button("Go", "riverside.example")))
                .isEmpty();
        assertThat(BlockChecks.wrong(new Block.Picture("", "", "", "soon"))).containsOnlyKeys("link");
    }

    @Test
    void whatWouldBeLeftOutIsMissing() {
        assertThat(BlockChecks.missing(new Block.Button("", ""))).containsOnlyKeys("label", "link");
        assertThat(BlockChecks.missing(new Block.Picture("", "", "", ""))).containsOnlyKeys("file");
        assertThat(BlockChecks.missing(new Block.Event("", "", "", "", "", "", "")))
                .containsOnlyKeys("title", "date");
        assertThat(BlockChecks.missing(new Block.Divider())).isEmpty();
    }

    @Test
    void picturesNeedADescription() {
        Block.Column column = new Block.Column("https://x.example/1", "", "");
        assertThat(BlockChecks.missing(new Block.Picture("https://x.example/1", " ", "", "")))
                .containsOnlyKeys("alt");
        assertThat(BlockChecks.missing(new Block.Columns(column, Block.Column.EMPTY)))
                .containsOnlyKeys("left.alt");
    }
}
