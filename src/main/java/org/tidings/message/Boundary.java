package org.tidings.message;

/**
 * The boundary of one multipart (RFC 2046 section 5.1.1). It has {@code =_}, which no quoted-printable or base64 body can
 * have, and a word that cannot be guessed.
 */
record Boundary(String text) {

    /** @param level tells the multiparts of one message apart; none may be the start of another */
    Boundary(String level, String secretWord) {
        this("=_" + level + secretWord);
    }

    /** The header of a multipart and the empty line after it. */
    String header(String type) {
        return "Content-Type: " + type + ";\r\n boundary=\"" + text + "\"\r\n\r\n";
    }

    /** Before the first part. */
    String first() {
        return "--" + text + "\r\n";
    }

    /** Between two parts. */
    String next() {
        return "\r\n--" + text + "\r\n";
    }

    /** After the last part. */
    String last() {
        return "\r\n--" + text + "--";
    }
}
