package org.tidings.delivery.transport.mailer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.mailer.SmtpSessionState.Stage;

/**
 * Reports to the mail client what it would otherwise miss, and then wait for without a limit:
 *
 * <ul>
 *   <li>a connection that ends before the greeting is complete: the client has no error handler yet, so it gets a 421 reply
 *   <li>a connection that ends within a session: it gets a {@link ConnectionLostException} with the stage
 *   <li>a server that does not reply: the connection is closed after a limit for each stage, at most the limit of a message in all
 *   <li>a server that does not close the connection after QUIT, and replies that nothing was asked for (a 421 before an idle connection is
 *       closed, RFC 5321, section 3.8)
 * </ul>
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise is the caller's, and closing needs no answer
final class SmtpSessionHandler extends ChannelDuplexHandler {

    /** The client's reply to a connection that ended without a greeting. */
    static final String NO_GREETING = "421 The connection ended without a greeting";

    private static final Duration INTERVAL = Duration.ofMillis(250);
    /** Limit for RSET and QUIT, which cost a server nothing. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final long sendNanos;
    private final SmtpSessionState state = new SmtpSessionState(System.nanoTime());
    private final BareReplies replies = new BareReplies();
    private boolean checking;
    private boolean lost;

    /** The time limit is that of a whole message. Until its content is sent nothing can arrive twice, so half of it is enough for a reply. */
    SmtpSessionHandler(Duration sendTimeout) {
        this.sendNanos = sendTimeout.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        checkLater(context);
        context.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            state.sent(bytes, System.nanoTime());
            checkLater(context);
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
        } else if (state.isIdle()) {
            ReferenceCountUtil.release(message);
            context.close();
        } else {
            state.received(bytes, System.nanoTime());
            boolean over = state.isOver();
            context.fireChannelRead(replies.complete(context, bytes));
            if (over) {
                context.close();
            }
        }
    }

    /** The server closed its side. Ours is still open, which the client needs when it says QUIT. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            lose(context, null);
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lose(context, cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose(context, null);
        context.fireChannelInactive();
    }

    private void lose(ChannelHandlerContext context, @Nullable Throwable cause) {
        if (lost) {
            return;
        }
        lost = true;
        if (state.isGreeted()) {
            context.fireExceptionCaught(new ConnectionLostException(state.stage(), cause));
        } else {
            context.fireChannelRead(Unpooled.copiedBuffer(NO_GREETING + "\r\n", US_ASCII));
            context.fireChannelReadComplete();
        }
    }

    private void checkLater(ChannelHandlerContext context) {
        if (!checking) {
            checking = true;
            var unused = context.executor().schedule(() -> check(context), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void check(ChannelHandlerContext context) {
        checking = false;
        if (!state.isBusy() || !context.channel().isActive()) {
            return;
        }
        long nowNanos = System.nanoTime();
        if (state.silentNanos(nowNanos) > limitNanos(state.stage()) || state.elapsedNanos(nowNanos) > sendNanos) {
            lose(context, new SocketTimeoutException("The mail server did not reply in time"));
            context.close();
        } else {
            checkLater(context);
        }
    }

    private long limitNanos(Stage stage) {
        return switch (stage) {
            case OPENING, ENVELOPE, DATA -> sendNanos / 2;
            case CONTENT, HANDED_OVER -> sendNanos;
            case RESETTING, LEAVING -> SHORT.toNanos();
        };
    }
}
