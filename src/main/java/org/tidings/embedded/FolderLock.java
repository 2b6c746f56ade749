package org.tidings.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Prevents two processes from using the same database directory. The operating system releases the lock when the process ends for any
 * reason.
 *
 * <p>Keep this object reachable: a garbage-collected channel is closed, and closing <em>any</em> channel of the file releases the lock of
 * the whole process (POSIX {@code fcntl}). For the same reason the file must not be opened a second time.
 */
final class FolderLock {
    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /** @throws EmbeddedDatabaseException when another process holds the lock */
    static FolderLock take(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = tryLock(channel);
        if (lock == null) {
            throw new EmbeddedDatabaseException("Another Tidings process is using the data directory "
                    + folder.getParent() + ". Stop it first, or set tidings.data-dir to another directory.");
        }
        return new FolderLock(lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    void release() throws IOException {
        lock.acquiredBy().close();
    }
}
