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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Files that only their owner can read (mode 0600), and folders that only their owner can enter (mode 0700). */
public final class PrivateFile {
    private static final Logger LOG = Logger.getLogger(PrivateFile.class);
    private static final int SECRET_BYTES = 32;
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_FOLDER = PosixFilePermissions.fromString("rwx------");

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
            Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OF_FILE));
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

    /** Opens a file for appending; creates it if it does not exist. */
    public static FileChannel append(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!isPosix(file)) {
            return FileChannel.open(file, options);
        }
        var channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OF_FILE));
        restrict(file);
        return channel;
    }

    /** Removes the permissions of others from an existing file. */
    public static void restrict(Path file) {
        restrict(file, OF_FILE);
    }

    /**
     * Creates the folder and its missing parents; removes the permissions of others from an existing one. A folder in which everybody may write
     * is shared on purpose and stays as it is.
     *
     * @return the folder
     */
    public static Path folder(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return Files.createDirectories(folder);
        }
        if (!Files.isDirectory(folder)) {
            return Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OF_FOLDER));
        }
        if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            restrict(folder, OF_FOLDER);
        }
        return folder;
    }

    /** Only the owner can change permissions; in containers this may be another user, who then has chosen them. */
    private static void restrict(Path path, Set<PosixFilePermission> permissions) {
        try {
            if (isPosix(path) && !permissions.equals(Files.getPosixFilePermissions(path))) {
                Files.setPosixFilePermissions(path, permissions);
            }
        } catch (IOException notOwner) {
            LOG.warnf("Cannot restrict the permissions of %s: %s", path, notOwner.getMessage());
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
