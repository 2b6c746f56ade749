package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedFileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setup.exe",
                "SETUP.EXE",
                "plan.pdf.scr",
                "setup.exe. ",
                "a\u202efdp.js",
                "run.ps1",
                "tool.jar",
                "disk.iso"
            })
    void programIsBlocked(String name) {
        assertThat(BlockedFile.isBlocked(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.pdf", "exe", "exe.pdf", "photo.jpg", "camp.ics", "list.xlsx", "films.zip", ""})
    void documentIsNot(String name) {
        assertThat(BlockedFile.isBlocked(name)).isFalse();
    }
}
