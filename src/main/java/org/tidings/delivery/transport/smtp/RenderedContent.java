package org.tidings.delivery.transport.smtp;

/**
 * A message as octets.
 *
 * @param signature the DKIM-Signature header with its line end, in ASCII; empty without one
 * @param beginning what follows, every line ending in CRLF; reused for the next but one message
 * @param end the rest, every line ending in CRLF, which other messages share
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RenderedContent(Envelope envelope, String signature, OctetBuffer beginning, byte[] end) {

    /** In octets, without dot-stuffing (RFC 1870, section 3). */
    long size() {
        return (long) signature.length() + beginning.size() + end.length;
    }
}
