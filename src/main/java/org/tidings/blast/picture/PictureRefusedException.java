package org.tidings.blast.picture;

/** Thrown when an uploaded file cannot be used as a picture; the message says why and what to do. */
public class PictureRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PictureRefusedException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
