package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFoldersTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void onlyUploadsOfLongAgoAreDeleted() throws IOException {
        Path old = file("old", NOW.minus(Duration.ofDays(2)));
        Path recent = file("recent", NOW.minus(Duration.ofHours(2)));
        PrivateFolders.deleteAbandoned(folder, NOW.minus(Duration.ofDays(1)));
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    private Path file(String name, Instant modified) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }
}
