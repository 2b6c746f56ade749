package org.tidings.platform.table;

import org.jspecify.annotations.Nullable;

/** Thrown when a file cannot be read as a table. The sentence says what to do and is shown to staff. */
public final class TableFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    public TableFileException(String sentence) {
        this(sentence, null);
    }

    TableFileException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
