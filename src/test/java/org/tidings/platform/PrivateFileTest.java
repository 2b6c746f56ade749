package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    Path folder;

    @Test
    void secretIsCreatedOnce() {
        var first = PrivateFile.randomSecret(folder.resolve("secret"));

        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(PrivateFile.randomSecret(folder.resolve("secret"))).isEqualTo(first);
    }

    @Test
    void twoSecretsDiffer() {
        assertThat(PrivateFile.randomSecret(folder.resolve("a")))
                .isNotEqualTo(PrivateFile.randomSecret(folder.resolve("b")));
    }

    @Test
    void onlyTheOwnerCanRead() throws IOException {
        PrivateFile.write(folder.resolve("secret"), "x");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void overwritesTheTemporaryFileOfAKilledProcess() throws IOException {
        Files.writeString(folder.resolve("secret.new"), "half");

        PrivateFile.write(folder.resolve("secret"), "whole");

        assertThat(folder.resolve("secret")).hasContent("whole");
        assertThat(folder.resolve("secret.new")).doesNotExist();
    }

    @Test
    void errorNamesTheFile() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PrivateFile.write(folder.resolve("missing/secret"), "x"))
                .withMessageContaining("missing/secret");
    }

    @Test
    void appendedFileIsPrivateAndAnExistingOneBecomesSo() throws IOException {
        for (var file : List.of(folder.resolve("new"), Files.writeString(folder.resolve("old"), "a"))) {
            if (Files.exists(file)) {
                allow(file, "rw-r--r--");
            }
            try (var channel = PrivateFile.append(file)) {
                channel.write(StandardCharsets.UTF_8.encode("b"));
            }
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        assertThat(folder.resolve("new")).hasContent("b");
        assertThat(folder.resolve("old")).hasContent("ab");
    }

    @Test
    void folderAndItsNewParentsArePrivate() throws IOException {
        PrivateFile.folder(folder.resolve("parent/child"));

        assertThat(permissions(folder.resolve("parent"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("parent/child"))).isEqualTo("rwx------");
    }

    @Test
    void existingFolderBecomesPrivateUnlessEverybodyMayWriteInIt() throws IOException {
        allow(folder, "rwxr-xr-x");
        PrivateFile.folder(folder);
        assertThat(permissions(folder)).isEqualTo("rwx------");

        allow(folder, "rwxrwxrwx");
        PrivateFile.folder(folder);
        assertThat(permissions(folder)).isEqualTo("rwxrwxrwx");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
