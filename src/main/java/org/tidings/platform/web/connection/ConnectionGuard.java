package org.tidings.platform.web.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client keeps it waiting: for the headers of a request, for another request, or to read a response. A request whose
 * headers are complete may take any time; {@code PublicBodies} limits the bodies of those that anybody may send.
 *
 * <p>Is the first handler of its channel and runs on the channel's event loop. It sees bytes only, so {@link RequestsUnderWay} reports when a
 * request begins and ends, whatever the version of HTTP.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(ConnectionGuard.class);
    private static final AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf(ConnectionGuard.class, "guard");

    private final ConnectionTimeouts timeouts;
    private final Channel channel;
    private int underWay;
    private boolean inHeaders;
    private @Nullable Future<?> timeout;
    private @Nullable Future<?> progressCheck;
    private long unread;
    private long readOfCurrent;

    ConnectionGuard(Channel channel, ConnectionTimeouts timeouts) {
        this.channel = channel;
        this.timeouts = timeouts;
        channel.attr(KEY).set(this);
    }

    static @Nullable ConnectionGuard of(Channel channel) {
        return channel.attr(KEY).get();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitHeaders();
        progressCheck = channel.eventLoop()
                .scheduleAtFixedRate(
                        this::checkProgress,
                        timeouts.stalled().toMillis(),
                        timeouts.stalled().toMillis(),
                        TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (underWay == 0 && !inHeaders) {
            awaitHeaders();
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel(timeout);
        cancel(progressCheck);
        context.fireChannelInactive();
    }

    /** The headers of a request are complete. */
    void requestBegan() {
        underWay++;
        inHeaders = false;
        cancel(timeout);
    }

    /** The response is complete, or the connection is closed. May be called on any thread. */
    void requestEnded() {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(this::requestEnded);
            return;
        }
        underWay--;
        if (underWay == 0 && channel.isActive()) {
            startTimeout(timeouts.idle());
        }
    }

    private void awaitHeaders() {
        inHeaders = true;
        startTimeout(timeouts.headers());
    }

    private void startTimeout(Duration length) {
        cancel(timeout);
        timeout = channel.eventLoop().schedule(() -> expire(length), length.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void expire(Duration length) {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        if (unsent != null
                && !unsent.isEmpty()) { // the client is still reading the response; checkProgress limits that
            startTimeout(length);
        } else {
            close(inHeaders ? "no complete headers of a request" : "no further request");
        }
    }

    private void checkProgress() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        if (unsent == null || unsent.isEmpty()) {
            unread = 0;
            return;
        }
        if (unread == unsent.totalPendingWriteBytes() && readOfCurrent == unsent.currentProgress()) {
            close("the response is not read");
        }
        unread = unsent.totalPendingWriteBytes();
        readOfCurrent = unsent.currentProgress();
    }

    private void close(String reason) {
        LOG.debugf("Closing the connection of %s: %s", channel.remoteAddress(), reason);
        var unused = channel.close();
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
