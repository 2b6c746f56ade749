package org.tidings.blast.audience;

/** A file that cannot be read as a table of people; the message is a sentence for the person who chose it. */
public class CsvFileException extends RuntimeException {

    private final String sentence;

    CsvFileException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    CsvFileException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
