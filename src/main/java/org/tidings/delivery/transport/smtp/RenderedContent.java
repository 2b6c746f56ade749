package org.tidings.delivery.transport.smtp;

/**
 * A message as octets.
 *
 * @param signature the DKIM-Signature header with its line end, in ASCII; empty without one
 * @param octets the rest, every line ending in CRLF; reused for the next but one message
 */
record RenderedContent(Envelope envelope, String signature, OctetBuffer octets) {

    /** In octets, without dot-stuffing (RFC 1870, section 3). */
    long size() {
        return (long) signature.length() + octets.size();
    }
}
