package org.tidings.delivery.transport.mailer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * The stage of an SMTP session (RFC 5321, section 3), derived from the bytes sent and received. It expects the writes of the mail client: each
 * write is a whole command, a group of pipelined commands (RFC 2920), or a piece of message content. Not thread-safe.
 */
final class SmtpSessionState {

    /** What the server has to reply to next, or has replied to last. */
    enum Stage {
        /** Greeting, EHLO, STARTTLS and AUTH. */
        OPENING,
        /** MAIL and RCPT. */
        ENVELOPE,
        /** DATA. */
        DATA,
        /** Header and body are being sent. */
        CONTENT,
        /** The final dot was sent: from here on the message may arrive although no reply confirms it. */
        HANDED_OVER,
        /** RSET, which the client sends before it reuses a connection. */
        RESETTING,
        /** QUIT. */
        LEAVING
    }

    private static final byte[] MAIL = ascii("MAIL FROM:");
    private static final byte[] DATA = ascii("DATA\r\n");
    private static final byte[] RSET = ascii("RSET\r\n");
    private static final byte[] QUIT = ascii("QUIT\r\n");
    private static final byte[] FINAL_DOT = ascii(".\r\n");

    private Stage stage = Stage.OPENING;
    private boolean greeted;
    private int pendingReplies = 1; // the greeting
    private int column;
    private int firstDigit;
    private boolean continued;
    private long begunNanos;
    private long lastNanos;

    /** A session that begins to connect now. */
    SmtpSessionState(long nowNanos) {
        this.begunNanos = nowNanos;
        this.lastNanos = nowNanos;
    }

    /** After a write of the client; the reader index is left as it is. */
    void sent(ByteBuf bytes, long nowNanos) {
        lastNanos = nowNanos;
        if (stage == Stage.CONTENT) {
            if (bytes.readableBytes() == FINAL_DOT.length && startsWith(bytes, FINAL_DOT)) {
                stage = Stage.HANDED_OVER;
                pendingReplies = 1;
            }
            return;
        }
        pendingReplies += lines(bytes);
        if (startsWith(bytes, MAIL)) {
            stage = endsWith(bytes, DATA) ? Stage.DATA : Stage.ENVELOPE;
            begunNanos = nowNanos;
        } else if (startsWith(bytes, DATA)) {
            stage = Stage.DATA;
        } else if (startsWith(bytes, RSET)) {
            stage = Stage.RESETTING;
            begunNanos = nowNanos;
        } else if (startsWith(bytes, QUIT)) {
            stage = Stage.LEAVING;
            begunNanos = nowNanos;
        }
    }

    /** After bytes of the server; the reader index is left as it is. A reply may come in pieces and have several lines (section 4.2.1). */
    void received(ByteBuf bytes, long nowNanos) {
        lastNanos = nowNanos;
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            received(bytes.getByte(i));
        }
    }

    private void received(byte octet) {
        if (octet == '\n') {
            if (!continued) {
                replied();
            }
            column = 0;
            continued = false;
            return;
        }
        if (column == 0) {
            firstDigit = octet;
        } else if (column == 3) {
            continued = octet == '-';
        }
        column++;
    }

    private void replied() {
        greeted = true;
        pendingReplies = Math.max(0, pendingReplies - 1);
        if (stage == Stage.DATA && pendingReplies == 0) {
            stage = firstDigit == '3' ? Stage.CONTENT : Stage.ENVELOPE;
        }
    }

    Stage stage() {
        return stage;
    }

    /** True once the greeting is complete. */
    boolean isGreeted() {
        return greeted;
    }

    /** True while a reply is outstanding, and while content is being sent. */
    boolean isBusy() {
        return pendingReplies > 0 || stage == Stage.CONTENT;
    }

    /** True between two messages: nothing that the server sends now is a reply. */
    boolean isIdle() {
        return pendingReplies == 0 && (stage == Stage.HANDED_OVER || stage == Stage.RESETTING);
    }

    /** True when the server has replied to QUIT. */
    boolean isOver() {
        return pendingReplies == 0 && stage == Stage.LEAVING;
    }

    /** Time since the last byte in either direction. */
    long silentNanos(long nowNanos) {
        return nowNanos - lastNanos;
    }

    /** Time since the connection or its latest message began. */
    long elapsedNanos(long nowNanos) {
        return nowNanos - begunNanos;
    }

    private static int lines(ByteBuf bytes) {
        int lines = 0;
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            if (bytes.getByte(i) == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private static boolean startsWith(ByteBuf bytes, byte[] prefix) {
        return isAt(bytes, 0, prefix);
    }

    private static boolean endsWith(ByteBuf bytes, byte[] suffix) {
        return isAt(bytes, bytes.readableBytes() - suffix.length, suffix);
    }

    private static boolean isAt(ByteBuf bytes, int offset, byte[] wanted) {
        if (offset < 0 || bytes.readableBytes() - offset < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes.getByte(bytes.readerIndex() + offset + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
