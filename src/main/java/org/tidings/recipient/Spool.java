package org.tidings.recipient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
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
 * Where hits wait while the database is away: one event a line of JSON, forced to disk before the visitor is answered. A line that a power
 * cut left half-written is passed over. Each event has a source id, so that a replay cut short and begun again counts nothing twice.
 */
final class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int BATCH = 500;

    private final Path file;
    private final Path replaying;
    private final ObjectMapper json;

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

    /** Hands everything to the consumer, in batches, and forgets it afterwards; what the consumer throws leaves all in place. */
    void replay(Consumer<List<NewEvent>> consumer) {
        try {
            if (!Files.exists(replaying)) {
                synchronized (this) {
                    if (!Files.exists(file)) {
                        return;
                    }
                    Files.move(file, replaying, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            int count = 0;
            List<NewEvent> batch = new ArrayList<>(BATCH);
            try (BufferedReader lines = Files.newBufferedReader(replaying)) {
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
            Files.delete(replaying);
            LOG.infof("Replayed %d hits that came while the database was away", count + batch.size());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot replay " + replaying, failure);
        }
    }

    private void read(String line, List<NewEvent> batch) {
        try {
            batch.add(json.readValue(line, NewEvent.class));
        } catch (JsonProcessingException halfWritten) {
            LOG.warnf("Passing over an unreadable line in %s", replaying);
        }
    }
}
