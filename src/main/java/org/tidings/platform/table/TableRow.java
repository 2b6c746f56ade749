package org.tidings.platform.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row below the headings.
 *
 * @param line the line of the text file, or the row of the sheet, in which the row starts; from 1
 * @param cells text without blanks and invisible characters around it; may be fewer or more than the headings
 * @param problem why the row cannot be read safely, in plain words; null if it can
 */
public record TableRow(
        int line, List<String> cells, @Nullable String problem) {

    public TableRow {
        cells = List.copyOf(cells);
    }

    /** Empty where the row has no such cell. */
    public String cell(int position) {
        return position >= 0 && position < cells.size() ? cells.get(position) : "";
    }

    boolean isBlank() {
        return cells.stream().allMatch(String::isEmpty);
    }
}
