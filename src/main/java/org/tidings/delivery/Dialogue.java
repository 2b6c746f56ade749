package org.tidings.delivery;

import io.vertx.core.buffer.Buffer;

/** How far the conversation on one connection has come, as what is written and heard tells. Written to by one thread, read by several. */
final class Dialogue {

    /** What the relay is to answer to, or has answered to. */
    enum Stage {
        /** Connecting, greeting, EHLO, STARTTLS and AUTH. */
        OPENING,
        /** The envelope. */
        ENVELOPE,
        /** The command DATA. */
        DATA,
        /** Header and body. */
        CONTENT,
        /** The whole message: from here on it may arrive although nobody says so. */
        HANDED_OVER,
        /** RSET, which the client sends to see whether a connection that rested is still good. */
        RESETTING,
        /** QUIT. */
        LEAVING
    }

    private volatile Stage stage = Stage.OPENING;
    private volatile boolean answered;
    private volatile boolean silent = true;
    private volatile long lastNanos = System.nanoTime();

    void wrote(String line) {
        wrote();
        if (stage == Stage.CONTENT) {
            if (line.equals(".\r\n")) {
                stage = Stage.HANDED_OVER;
            }
        } else if (line.startsWith("MAIL FROM:")) {
            stage = Stage.ENVELOPE;
        } else if (line.equals("DATA\r\n")) {
            stage = Stage.DATA;
        } else if (line.equals("RSET\r\n")) {
            stage = Stage.RESETTING;
        } else if (line.equals("QUIT\r\n")) {
            stage = Stage.LEAVING;
        }
    }

    /** Something that is no command. */
    void wrote() {
        answered = false;
        lastNanos = System.nanoTime();
    }

    void heard(Buffer bytes) {
        answered = true;
        silent = false;
        lastNanos = System.nanoTime();
        if (stage == Stage.DATA) {
            stage = bytes.getByte(0) == '3' ? Stage.CONTENT : Stage.ENVELOPE;
        }
    }

    Stage stage() {
        return stage;
    }

    /** True until the first octet of the greeting. */
    boolean isWithoutGreeting() {
        return silent;
    }

    /** Nobody waits for anything on this connection. */
    boolean isResting() {
        return answered && (stage == Stage.HANDED_OVER || stage == Stage.RESETTING);
    }

    /** Since the last word of either side. */
    long silentNanos(long nowNanos) {
        return nowNanos - lastNanos;
    }
}
