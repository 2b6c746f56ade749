package org.tidings.platform.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionGuardTest {

    private static final Duration HEADERS = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofMinutes(3);
    private static final Duration STALLED = Duration.ofMinutes(1);

    private final Client client = new Client();
    private final ConnectionGuard guard = new ConnectionGuard(client, new ConnectionTimeouts(HEADERS, IDLE, STALLED));

    ConnectionGuardTest() {
        client.freezeTime();
        client.pipeline().addLast(guard);
        client.pipeline().fireChannelActive();
    }

    @Test
    void connectionWithoutARequestIsClosed() {
        assertClosedAfter(HEADERS);
    }

    @Test
    void trickledHeadersDoNotExtendTheTime() {
        for (int second = 1; second < HEADERS.toSeconds(); second++) {
            pass(Duration.ofSeconds(1));
            send("x");
            assertThat(client.isOpen()).isTrue();
        }
        assertClosedAfter(Duration.ofSeconds(1));
    }

    @Test
    void requestMayTakeAnyTimeOnceItsHeadersAreComplete() {
        guard.requestBegan();
        for (int minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
            send("a part of a slow upload");
        }
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void idleConnectionIsKeptForTheNextRequest() {
        guard.requestBegan();
        guard.requestEnded();
        pass(IDLE.minusSeconds(1));
        send("GET / HTTP/1.1\r\n\r\n");
        guard.requestBegan();
        guard.requestEnded();
        assertClosedAfter(IDLE);
    }

    @Test
    void headersOfTheNextRequestHaveATimeLimitToo() {
        guard.requestBegan();
        guard.requestEnded();
        pass(Duration.ofMinutes(1));
        send("GET / HT");
        assertClosedAfter(HEADERS);
    }

    @Test
    void streamsOfOneConnectionAreCounted() {
        guard.requestBegan();
        guard.requestBegan();
        guard.requestEnded();
        pass(IDLE.multipliedBy(2));
        assertThat(client.isOpen()).as("one is still under way").isTrue();
        guard.requestEnded();
        assertClosedAfter(IDLE);
    }

    @Test
    void clientThatReadsSlowlyGetsItsWholeResponse() {
        guard.requestBegan();
        client.readsNothing();
        respond(1_000);
        guard.requestEnded();
        for (long read = 1; read < 10; read++) {
            pass(STALLED.minusSeconds(1));
            client.reads(100);
        }
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void clientThatDoesNotReadIsCutOff() {
        guard.requestBegan();
        client.readsNothing();
        respond(1_000);
        pass(STALLED); // sees the response
        assertThat(client.isOpen()).isTrue();
        assertClosedAfter(STALLED);
    }

    private void send(String bytes) {
        client.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    private void respond(int bytes) {
        var unused = client.writeAndFlush(Unpooled.buffer().writeZero(bytes));
    }

    private void pass(Duration time) {
        client.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        client.runScheduledPendingTasks();
    }

    private void assertClosedAfter(Duration time) {
        pass(time.minusMillis(1));
        assertThat(client.isOpen()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(client.isOpen()).isFalse();
    }

    /** Reads the responses only as far as it is told to. */
    private static final class Client extends EmbeddedChannel {

        private boolean reads = true;

        void readsNothing() {
            reads = false;
        }

        void reads(long bytes) {
            ChannelOutboundBuffer unsent = unsafe().outboundBuffer();
            assertThat(unsent).isNotNull();
            unsent.progress(bytes);
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer in) throws Exception {
            if (reads) {
                super.doWrite(in);
            }
        }
    }
}
