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

/**
 * Where hits wait while the database is away, and outcomes that are not stored yet when the process ends: one event a line of JSON, forced to
 * disk before the visitor is answered. A line that a power cut left half-written is passed over. Each event has a source id, so that a replay cut short and begun again counts nothing twice.
 */
final class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int BATCH = 500;

    private final Path file;
    private final Path replaying;
    private final ObjectMapper json;
    private final Object oneReplay = new Object();

    Spool(Path folder, ObjectMapper json) {
        this.file = folder.resolve("hits.spool");
        this.replaying = folder.resolve("hits.replaying");
        this.json = json;
    }

    /** Appends and forces to disk. */
    synchronized void append(List<NewEvent> events) {
        StringBuilder lines = new StringBuilder("\n"); // ends a line that was left half-written
        try {
            for (NewEvent event : events) {
                lines.append(json.writeValueAsString(event)).append('\n');
            }
            boolean fresh = !Files.exists(file);
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
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

    /** The name of a new file, too, is to survive a power cut. */
    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    boolean isEmpty() {
        return !Files.exists(file) && !Files.exists(replaying);
    }

    /**
     * Hands everything to the consumer, in batches, and forgets it afterwards; what the consumer throws leaves all in place. What is
     * appended meanwhile is for the next replay, and that waits for this one.
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

    /** A power cut leaves anything at the end of a file, also what is no text; a reader made by {@link Files} would refuse that. */
    private int read(Consumer<List<NewEvent>> consumer) throws IOException {
        int count = 0;
        List<NewEvent> batch = new ArrayList<>(BATCH);
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
            LOG.warnf("Passing over an unreadable line in %s", replaying);
        }
    }
}
