package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;

/** One message for one recipient. */
public interface RenderedMessage {

    /** The end of a message without large attachments. */
    byte[] NOTHING = new byte[0];

    /** The reverse-path of {@code MAIL FROM}, without angle brackets. */
    String envelopeFrom();

    /** The forward-path of the only {@code RCPT TO}, without angle brackets. */
    String envelopeTo();

    /** The parts, for a mail client that does its own MIME encoding. */
    OutgoingMessage parts();

    /**
     * The whole message (RFC 5322) with CRLF line ends, in ASCII, ending in CRLF. Not dot-stuffed. The same bytes at every call but for the
     * {@code Date} header.
     */
    default void writeTo(OutputStream out) throws IOException {
        writeBeginningTo(out);
        out.write(sharedEnd());
    }

    /** Writes the message up to {@link #sharedEnd()}, as whole lines. */
    void writeBeginningTo(OutputStream out) throws IOException;

    /** The rest: large attachments, which all messages of a blast share as one array, not to be changed. Empty without them. */
    default byte[] sharedEnd() {
        return NOTHING;
    }
}
