package org.tidings.report;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;

/**
 * Writes the report as CSV (RFC 4180): UTF-8 with a byte order mark, which Excel needs to detect the encoding, and times in ISO 8601, UTC, and in the account's time zone. Reads
 * and writes in chunks: memory does not depend on the size of the blast, and no transaction stays open while the client reads.
 *
 * <p>Formatting a chunk overlaps with finding the end of the next one. All downloads of a node share two reader threads, which leaves
 * connections and CPU time for delivery.
 */
@ApplicationScoped
public class ReportCsv {

    private static final int READERS = 2;

    private final Transactions transactions;
    private final MergeFieldNames fieldNames;
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, work -> {
        Thread thread = new Thread(work, "csv-reader");
        thread.setDaemon(true);
        return thread;
    });

    ReportCsv(Transactions transactions, MergeFieldNames fieldNames) {
        this.fieldNames = fieldNames;
        this.transactions = transactions;
    }

    /**
     * Writes all recipients, sorted by address, and flushes the stream; does not close it.
     *
     * @param zone the account's time zone
     * @throws IOException when the client has disconnected
     */
    public void write(long blastId, ZoneId zone, OutputStream out) throws IOException {
        CsvLayout layout = new CsvLayout(zone, fieldNames.of(blastId));
        out.write(layout.header());
        Deque<CompletableFuture<byte[]>> ahead = new ArrayDeque<>();
        try {
            @Nullable CsvChunk next = first(blastId);
            while (next != null || !ahead.isEmpty()) {
                while (next != null && ahead.size() < READERS) {
                    ahead.add(read(next, layout));
                    next = after(next);
                }
                out.write(ahead.remove().join());
            }
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } catch (CancellationException cancelled) {
            throw new IOException("This node is shutting down", cancelled);
        } finally {
            ahead.forEach(reading -> reading.cancel(false));
        }
        out.flush();
    }

    private CsvChunk first(long blastId) {
        return transactions.call(connection -> CsvChunk.after(connection, blastId, null));
    }

    private @Nullable CsvChunk after(CsvChunk chunk) {
        String last = chunk.last();
        return last == null ? null : transactions.call(connection -> CsvChunk.after(connection, chunk.blastId(), last));
    }

    private CompletableFuture<byte[]> read(CsvChunk chunk, CsvLayout layout) {
        return CompletableFuture.supplyAsync(
                () -> transactions.call(connection -> chunk.text(connection, layout)), readers);
    }

    @PreDestroy
    void close() {
        readers.shutdown();
    }
}
