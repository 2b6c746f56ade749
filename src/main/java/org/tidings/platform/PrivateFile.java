package org.tidings.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small file that only its owner can read (mode 0600) and that is written atomically. */
public final class PrivateFile {
    private static final int SECRET_BYTES = 32;

    private PrivateFile() {}

    /**
     * Returns the content of a file with 64 random hexadecimal digits; creates the file on the first call.
     *
     * @throws UncheckedIOException when the file can be neither read nor written
     */
    public static String randomSecret(Path file) {
        var kept = read(file);
        if (kept != null) {
            return kept;
        }
        var secret = randomSecret();
        write(file, secret);
        return secret;
    }

    /** 256 random bits as 64 hexadecimal digits. */
    static String randomSecret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException missing) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Replaces the file's content atomically: writes a temporary file, forces it to disk and renames it.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Path file, String content) {
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
                var bytes = StandardCharsets.UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
