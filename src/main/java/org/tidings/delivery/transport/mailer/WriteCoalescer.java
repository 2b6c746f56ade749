package org.tidings.delivery.transport.mailer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Coalesces all writes of one event-loop iteration into one flush. The mail client writes a message line by line and waits for each write before
 * it makes the next, so Netty's {@code FlushConsolidationHandler} would have nothing to consolidate: here a write succeeds when it is buffered. A
 * later write failure is fired as an exception through the pipeline instead.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise is the caller's, and closing needs no answer
final class WriteCoalescer extends ChannelOutboundHandlerAdapter {

    /** From here on a write succeeds only when the buffer has been written to the socket: attachments must not pile up in memory. */
    private static final int MAX_BUFFERED = 64 * 1024;

    private static final int INITIAL_CAPACITY = 8 * 1024;
    /** The client makes its next write by recursion when the one before has succeeded: every so many succeed in a task of their own. */
    private static final int MAX_RECURSION = 64;

    private @Nullable ByteBuf buffered;
    private int writes;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            buffer(context, bytes, promise);
        } else {
            writeBuffered(context);
            context.write(message, promise);
        }
    }

    private void buffer(ChannelHandlerContext context, ByteBuf bytes, ChannelPromise promise) {
        ByteBuf target = buffered;
        if (target == null) {
            target = context.alloc().ioBuffer(Math.max(INITIAL_CAPACITY, bytes.readableBytes()));
            buffered = target;
            ((SingleThreadEventLoop) context.channel().eventLoop())
                    .executeAfterEventLoopIteration(() -> writeBuffered(context));
        }
        try {
            target.writeBytes(bytes);
        } finally {
            bytes.release();
        }
        if (target.readableBytes() >= MAX_BUFFERED) {
            buffered = null;
            context.writeAndFlush(target, promise);
        } else if (++writes % MAX_RECURSION == 0) {
            context.executor().execute(promise::trySuccess);
        } else {
            promise.trySuccess();
        }
    }

    /** A flush of the client is superseded by the one at the end of the iteration. */
    @Override
    public void flush(ChannelHandlerContext context) {
        if (buffered == null) {
            context.flush();
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        writeBuffered(context);
        context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        writeBuffered(context);
    }

    private void writeBuffered(ChannelHandlerContext context) {
        ByteBuf bytes = buffered;
        if (bytes != null) {
            buffered = null;
            context.writeAndFlush(bytes).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }
}
