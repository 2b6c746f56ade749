package org.tidings.blast.compose;

/** A file that cannot be taken; the message is a sentence for the person who chose it. */
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
