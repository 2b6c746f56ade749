package org.tidings.blast.audience;

/** A file that cannot be read as a table of people; the message is a sentence for the person who chose it. */
public class CsvFileException extends RuntimeException {

    CsvFileException(String sentence) {
        super(sentence);
    }

    CsvFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
