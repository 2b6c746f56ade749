package org.tidings.contact.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.table.TableRows;

/** The rows of a file in chunks. The next chunk is read on a second thread while the caller writes the current one to the database. */
final class ReadAhead implements AutoCloseable {

    private final TableRows rows;
    private final RowReader reader;
    private final int size;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "import-reader"));
    private @Nullable CompletableFuture<List<ImportedRow>> next;

    /** Reads {@code rows} from its present position; the caller closes it afterwards. */
    ReadAhead(TableRows rows, RowReader reader, int size) {
        this.rows = rows;
        this.reader = reader;
        this.size = size;
    }

    /**
     * The next rows; empty at the end of the file.
     *
     * @throws org.tidings.platform.table.TableFileException if the file cannot be read further
     */
    List<ImportedRow> take() {
        try {
            List<ImportedRow> chunk = (next == null ? reading() : next).join();
            next = chunk.size() < size ? CompletableFuture.completedFuture(List.of()) : reading();
            return chunk;
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private CompletableFuture<List<ImportedRow>> reading() {
        return CompletableFuture.supplyAsync(this::read, thread);
    }

    private List<ImportedRow> read() {
        List<ImportedRow> chunk = new ArrayList<>(size);
        while (chunk.size() < size && rows.hasNext()) {
            chunk.add(reader.read(rows.next()));
        }
        return chunk;
    }

    /** Waits for the chunk that is being read, so that the file can be closed. */
    @Override
    public void close() {
        if (next != null) {
            next.handle((chunk, failure) -> true).join();
        }
        thread.shutdown();
    }
}
