package org.tidings.simulator;

/**
 * The rejection of a message.
 *
 * @param code the SMTP reply code (RFC 5321, section 4.2)
 * @param text the reply text, starting with the enhanced status code (RFC 3463)
 */
record Refusal(int code, String text) {
    @Override
    public String toString() {
        return code + " " + text;
    }
}
