package org.tidings.platform.web.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jboss.logging.Logger;

/** The first handler of a listening channel, which reads the connections that it accepts. */
@Sharable
final class ConnectionAcceptor extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(ConnectionAcceptor.class);

    private final ConnectionLimit limit;

    ConnectionAcceptor(ConnectionLimit limit) {
        this.limit = limit;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        if (connection.remoteAddress() instanceof InetSocketAddress remote) {
            InetAddress host = remote.getAddress();
            if (!limit.acquire(host)) {
                LOG.debugf("Too many connections of %s", host);
                connection.unsafe().closeForcibly();
                return;
            }
            connection.closeFuture().addListener(closed -> limit.release(host));
        }
        connection.pipeline().addFirst(new ConnectionGuard(connection, ConnectionTimeouts.DEFAULT));
        context.fireChannelRead(connection);
    }
}
