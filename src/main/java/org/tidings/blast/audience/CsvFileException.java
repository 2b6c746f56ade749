package org.tidings.blast.audience;

/** Thrown when a file cannot be parsed as a list of people; the message is shown to the user. */
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
