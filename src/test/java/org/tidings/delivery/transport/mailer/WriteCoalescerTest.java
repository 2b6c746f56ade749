package org.tidings.delivery.transport.mailer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored")
class WriteCoalescerTest {

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    /** One for each write that reached the socket. */
    private final List<String> written = new CopyOnWriteArrayList<>();

    private Channel channel;

    @BeforeEach
    void connect() {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new Recorder())
                .connect(server.localAddress())
                .syncUninterruptibly()
                .channel();
        channel.pipeline().addLast(new WriteCoalescer());
    }

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void writesOfOneIterationBecomeOne() {
        onEventLoop(done -> {
            channel.writeAndFlush(bytes("MAIL\r\n"));
            channel.write(bytes("RCPT\r\n"));
            channel.writeAndFlush(bytes("DATA\r\n"));
            done.setSuccess(null);
        });
        await().untilAsserted(() -> assertThat(written).containsExactly("MAIL\r\nRCPT\r\nDATA\r\n"));
    }

    @Test
    void longRecursionKeepsItsOrder() {
        onEventLoop(done -> line(0, 100_000, done));
        String all = IntStream.range(0, 100_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        await().until(() -> String.join("", written).length() == all.length());
        assertThat(String.join("", written).equals(all)).isTrue();
        assertThat(written).hasSizeLessThan(2_000);
    }

    @Test
    void closingWritesWhatIsBuffered() {
        onEventLoop(done -> {
            channel.writeAndFlush(bytes("QUIT\r\n"));
            channel.close().addListener(closed -> done.setSuccess(null));
        });
        await().untilAsserted(() -> assertThat(written).containsExactly("QUIT\r\n"));
    }

    @Test
    void largeWriteSucceedsOnlyWhenItIsWritten() {
        onEventLoop(done -> {
            ChannelFuture small = channel.write(bytes("small"));
            ChannelFuture large = channel.write(bytes("x".repeat(100_000)));
            assertThat(small.isSuccess()).isTrue();
            large.addListener(success -> {
                assertThat(written).hasSize(1);
                done.setSuccess(null);
            });
        });
    }

    /** As the mail client does: each line when the one before has succeeded. */
    private void line(int line, int end, Promise<Void> done) {
        if (line == end) {
            done.setSuccess(null);
            return;
        }
        ChannelFuture write = channel.write(bytes(line + "\n"));
        if (write.isSuccess()) {
            line(line + 1, end, done);
        } else {
            write.addListener(success -> line(line + 1, end, done));
        }
    }

    private void onEventLoop(Consumer<Promise<Void>> work) {
        Promise<Void> done = channel.eventLoop().newPromise();
        channel.eventLoop().execute(() -> work.accept(done));
        done.syncUninterruptibly();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private final class Recorder extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add(((ByteBuf) message).toString(US_ASCII));
            context.write(message, promise);
        }
    }
}
