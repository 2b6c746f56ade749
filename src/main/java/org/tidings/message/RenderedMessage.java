package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;

/** One message for one recipient. */
public interface RenderedMessage {

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
    void writeTo(OutputStream out) throws IOException;
}
