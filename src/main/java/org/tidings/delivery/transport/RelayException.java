package org.tidings.delivery.transport;

import java.io.IOException;

/** The mail server replied and refused the connection, or replied against the protocol. */
public class RelayException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    /**
     * @param sentence what is wrong, for staff, without a full stop
     * @param text the server's words or a description, for experts
     */
    public RelayException(String sentence, String text) {
        super(text);
        this.sentence = sentence;
    }

    /** What is wrong, for staff, without a full stop. */
    public String sentence() {
        return sentence;
    }
}
