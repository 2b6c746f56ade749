package org.tidings.delivery.transport.mailer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Adds a space to replies that are a code alone, such as {@code 250}. RFC 5321, section 4.2, lets a server leave out space and text, which the
 * mail client takes for an error. Not thread-safe.
 */
final class BareReplies {
    private static final int CODE = 3;

    private int column;

    /** The bytes with the spaces; releases the given ones if they are replaced. */
    ByteBuf complete(ChannelHandlerContext context, ByteBuf bytes) {
        ByteBuf completed = null;
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            byte octet = bytes.getByte(i);
            if (column == CODE && (octet == '\r' || octet == '\n')) {
                if (completed == null) {
                    completed = context.alloc().buffer(bytes.readableBytes() + 1);
                    completed.writeBytes(bytes, bytes.readerIndex(), i - bytes.readerIndex());
                }
                completed.writeByte(' ');
                column++;
            }
            if (completed != null) {
                completed.writeByte(octet);
            }
            column = octet == '\n' ? 0 : column + 1;
        }
        if (completed == null) {
            return bytes;
        }
        bytes.release();
        return completed;
    }
}
