package org.tidings.delivery.transport.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestCertificate;

/** What is assumed about Vert.x. If one of these fails after an upgrade, mail may be slow, or wait for ever for a lost connection. */
class MailVertxTest {

    private final MailVertx mail = new MailVertx(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        mail.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void handlersAreBetweenTlsAndTheSocketOfTheClient(boolean tls) throws Exception {
        ServerSocketFactory sockets =
                tls ? TestCertificate.make().server().getServerSocketFactory() : ServerSocketFactory.getDefault();
        try (ServerSocket server = sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> heard = CompletableFuture.supplyAsync(() -> firstByte(server));
            NetSocketInternal socket = (NetSocketInternal) mail.vertx()
                    .createNetClient(
                            new NetClientOptions().setSsl(tls).setTrustAll(true).setHostnameVerificationAlgorithm(""))
                    .connect(server.getLocalPort(), "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
            List<String> handlers = pipeline.names();
            int coalescer =
                    handlers.indexOf(pipeline.context(WriteCoalescer.class).name());
            int session =
                    handlers.indexOf(pipeline.context(SmtpSessionHandler.class).name());
            assertThat(handlers.contains("ssl")).isEqualTo(tls);
            assertThat(handlers.indexOf("ssl")).isLessThan(coalescer);
            assertThat(session).isGreaterThan(coalescer).isLessThan(handlers.indexOf("handler"));
            var unused = socket.write("QUIT\r\n");
            assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo('Q');
        }
    }

    private static int firstByte(ServerSocket server) {
        try (Socket socket = server.accept()) {
            return socket.getInputStream().read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void contextsAreOfEventLoops() {
        assertThat(mail.newContext().isEventLoopContext()).isTrue();
    }
}
