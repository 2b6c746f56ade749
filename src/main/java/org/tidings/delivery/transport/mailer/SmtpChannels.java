package org.tidings.delivery.transport.mailer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * The NIO transport of Vert.x, with {@link SmtpSessionHandler} and {@link WriteCoalescer} in the pipeline of every client channel. To connect may
 * take half the time limit of a message.
 */
final class SmtpChannels implements Transport {

    private final Duration sendTimeout;

    SmtpChannels(Duration sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return () -> {
            NioSocketChannel channel = new NioSocketChannel();
            channel.pipeline().addLast(new Installer());
            return channel;
        };
    }

    @Override
    public void configure(ClientOptionsBase options, boolean domainSocket, Bootstrap bootstrap) {
        Transport.super.configure(options, domainSocket, bootstrap);
        bootstrap.option(ChannelOption.ALLOW_HALF_CLOSURE, true); // SmtpSessionHandler closes
        bootstrap.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                sendTimeout.dividedBy(2).toMillis());
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        NioEventLoopGroup group = new NioEventLoopGroup(threads, factory);
        group.setIoRatio(ioRatio);
        return group;
    }

    @Override
    public DatagramChannel datagramChannel() {
        return new NioDatagramChannel();
    }

    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return new NioDatagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return NioServerSocketChannel::new;
    }

    /** Waits for the handler of implicit TLS, which Vert.x adds after the channel is made, to place the others behind it. */
    private final class Installer extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            context.pipeline().addLast(new WriteCoalescer(), new SmtpSessionHandler(sendTimeout));
            var unused = context.connect(remote, local, promise);
            context.pipeline().remove(this);
        }
    }
}
