package org.tidings.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup contains: the file {@value #ENTRY} in the ZIP archive. It is written last, so an archive that has it is complete.
 *
 * @param format of the archive, {@value #FORMAT}
 * @param madeAt ISO 8601, UTC
 * @param secret of the installation, if it was generated and kept in the data directory; otherwise it is configured, or in the database
 * @param changes the changes of the schema that were applied, in order
 * @param tables each has its rows in the file {@code tables/NAME.jsonl}: one JSON array of values for each row. A binary value is Base64, every
 *     other one the text that the database shows
 */
record Contents(int format, String madeAt, @Nullable String secret, List<String> changes, List<Table> tables) {

    static final int FORMAT = 1;
    static final String ENTRY = "contents.json";

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    record Table(String name, List<Column> columns, long rows) {
        static String entry(String table) {
            return "tables/" + table + ".jsonl";
        }
    }

    record Column(String name, boolean binary) {}
}
