package org.tidings.platform.web.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/**
 * Installs {@link ConnectionAcceptor} in the HTTP servers of Quarkus. Neither Quarkus nor Vert.x has a time limit for the headers of a request,
 * and Vert.x gives access to a connection only after the first request; so this wraps the transport. Registered in {@code META-INF/services}.
 */
public final class GuardedServers implements VertxServiceProvider {

    /** Allows for an office, or the recipients behind one address of a mobile network, with several connections for each browser. */
    private static final int MOST_OF_ONE_NETWORK = 500;

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new GuardedTransport(builder.findTransport()));
    }

    /** The transport that Quarkus has selected, with a handler in its listening channels. */
    private static final class GuardedTransport implements Transport {

        private final Transport transport;
        private final ConnectionAcceptor acceptor = new ConnectionAcceptor(new ConnectionLimit(MOST_OF_ONE_NETWORK));

        GuardedTransport(Transport transport) {
            this.transport = transport;
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            ChannelFactory<? extends ServerChannel> factory = transport.serverChannelFactory(domainSocket);
            return () -> {
                ServerChannel channel = factory.newChannel();
                channel.pipeline().addLast(acceptor);
                return channel;
            };
        }

        @Override
        public boolean supportsDomainSockets() {
            return transport.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return transport.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return transport.isAvailable();
        }

        @Override
        public Throwable unavailabilityCause() {
            return transport.unavailabilityCause();
        }

        @Override
        public java.net.SocketAddress convert(io.vertx.core.net.SocketAddress address) {
            return transport.convert(address);
        }

        @Override
        public io.vertx.core.net.SocketAddress convert(java.net.SocketAddress address) {
            return transport.convert(address);
        }

        @Override
        public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
            return transport.eventLoopGroup(type, threads, factory, ioRatio);
        }

        @Override
        public DatagramChannel datagramChannel() {
            return transport.datagramChannel();
        }

        @Override
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return transport.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return transport.channelFactory(domainSocket);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            transport.configure(channel, options);
        }

        @Override
        public void configure(ClientOptionsBase options, boolean domainSocket, Bootstrap bootstrap) {
            transport.configure(options, domainSocket, bootstrap);
        }

        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            transport.configure(options, domainSocket, bootstrap);
        }
    }
}
