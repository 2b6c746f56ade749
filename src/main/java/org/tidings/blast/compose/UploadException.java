package org.tidings.blast.compose;

/** Thrown when an uploaded file is not accepted; the message is shown to the user. */
class UploadException extends RuntimeException {

    private final String sentence;

    UploadException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
