package org.tidings.recipient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.tidings.platform.PrivateFile;

/**
 * Stores hits while the database is unavailable, and outcomes that are not committed at shutdown: one event per line as JSON, forced to disk
 * before the hit is acknowledged. A line that is incomplete after a power failure is skipped. Each event has a source id, so repeating an
 * interrupted replay counts nothing twice. Only the owner can read the files, which contain addresses and requests of recipients.
 */
final class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int BATCH = 500;

    private final Path folder;
    private final Path file;
    private final Path replaying;
    private final ObjectMapper json;
    private final Object oneReplay = new Object();

    Spool(Path folder, ObjectMapper json) {
        this.folder = folder;
        this.file = folder.resolve("hits.spool");
        this.replaying = folder.resolve("hits.replaying");
        this.json = json;
    }

    /** Appends and forces to disk. */
    synchronized void append(List<NewEvent> events) {
        StringBuilder lines = new StringBuilder("\n"); // ends an incomplete line
        try {
            for (NewEvent event : events) {
                lines.append(json.writeValueAsString(event)).append('\n');
            }
            boolean fresh = !Files.exists(file);
            PrivateFile.folder(folder);
            try (FileChannel channel = PrivateFile.append(file)) {
                ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (fresh) {
                forceFolder();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }

    /** Makes the directory entry of a new file survive a power failure. */
    private void forceFolder() throws IOException {
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    /** Octets that are not in the database yet. */
    long size() {
        return size(file) + size(replaying);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }

    boolean isEmpty() {
        return !Files.exists(file) && !Files.exists(replaying);
    }

    /**
     * Passes all events to the consumer in batches, then deletes them. If the consumer throws an exception, all events are kept. Events
     * appended in the meantime are left for the next replay. Only one replay runs at a time.
     */
    void replay(Consumer<List<NewEvent>> consumer) {
        synchronized (oneReplay) {
            try {
                if (Files.exists(replaying) || setAside()) {
                    int count = read(consumer);
                    Files.delete(replaying);
                    LOG.infof("Replayed %d events that waited for the database", count);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot replay " + replaying, failure);
            }
        }
    }

    private synchronized boolean setAside() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Files.move(file, replaying, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** After a power failure a file may end in arbitrary bytes, which a reader created by {@link Files} would reject. */
    private int read(Consumer<List<NewEvent>> consumer) throws IOException {
        int count = 0;
        List<NewEvent> batch = new ArrayList<>(BATCH);
        PrivateFile.restrict(replaying); // may be of an earlier version, and stays if the database fails again
        try (var lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(replaying), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    read(line, batch);
                }
                if (batch.size() == BATCH) {
                    consumer.accept(List.copyOf(batch));
                    count += batch.size();
                    batch.clear();
                }
            }
        }
        consumer.accept(List.copyOf(batch));
        return count + batch.size();
    }

    private void read(String line, List<NewEvent> batch) {
        try {
            batch.add(json.readValue(line, NewEvent.class));
        } catch (JsonProcessingException halfWritten) {
            LOG.warnf("Skipping an unreadable line in %s", replaying);
        }
    }
}
