package org.tidings.platform.table;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a test has written. */
final class Tables {

    private Tables() {}

    static List<TableRow> rows(TableFile table) {
        try (TableRows rows = table.rows()) {
            List<TableRow> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    static TableFile text(Path folder, String content) {
        return text(folder, content, StandardCharsets.UTF_8);
    }

    static TableFile text(Path folder, String content, Charset charset) {
        return bytes(folder, content.getBytes(charset));
    }

    static TableFile bytes(Path folder, byte[] content) {
        try {
            return TableFile.open(Files.write(folder.resolve("table"), content));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Cells parted by {@code |}, rows that cannot be read safely with an exclamation mark before them. */
    static List<String> written(TableFile table) {
        return rows(table).stream()
                .map(row -> (row.problem() == null ? "" : "!") + String.join("|", row.cells()))
                .toList();
    }
}
