package org.tidings.platform.table;

import java.util.Iterator;

/** The rows of a file, read as they are asked for. Throws {@link TableFileException} where the file is broken. */
public interface TableRows extends Iterator<TableRow>, AutoCloseable {

    /** Closes the file. Reading to the end closes it too. */
    @Override
    void close();
}
