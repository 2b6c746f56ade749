package org.tidings.delivery.transport.smtp;

import org.tidings.message.RenderedMessage;

/**
 * The addresses of one message.
 *
 * @param from the reverse-path, without angle brackets; may be empty
 * @param to the forward-path, without angle brackets
 */
record Envelope(String from, String to) {

    static Envelope of(RenderedMessage message) {
        return new Envelope(message.envelopeFrom(), message.envelopeTo());
    }

    /** True when SMTPUTF8 is needed (RFC 6531). */
    boolean isInternationalized() {
        return !isAscii(from) || !isAscii(to);
    }

    /** False when an address would end its command and begin another. */
    boolean isSafe() {
        return isSafe(from) && isSafe(to);
    }

    private static boolean isAscii(String address) {
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
