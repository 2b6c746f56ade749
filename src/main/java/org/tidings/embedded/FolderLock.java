package org.tidings.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second application off a database folder. The operating system lets go of the lock when the process ends,
 * however it ends.
 *
 * <p>Keep the object reachable: a collected channel is closed, and closing <em>any</em> channel on the file ends the
 * lock of the whole process (POSIX {@code fcntl}), so the file must never be opened a second time either.
 */
final class FolderLock {
    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /** @throws EmbeddedDatabaseException where another process has the folder */
    static FolderLock take(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = tryLock(channel);
        if (lock == null) {
            throw new EmbeddedDatabaseException("Another Tidings is running on the data folder " + folder.getParent()
                    + ": stop it first, or give this one a folder of its own with tidings.data-dir.");
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
