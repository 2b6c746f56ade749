package org.tidings.delivery.transport.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tidings.delivery.transport.mailer.SmtpSessionState.Stage;

class SmtpSessionStateTest {

    private final SmtpSessionState state = new SmtpSessionState(0);
    private long nowNanos;

    @Test
    void sessionGoesThroughItsStages() {
        assertThat(state.isGreeted()).isFalse();
        received("220 hi\r\n");
        assertThat(state.isGreeted()).isTrue();
        at(Stage.OPENING, () -> sent("EHLO us\r\n"), "250-hi\r\n250 8BITMIME\r\n");
        at(Stage.ENVELOPE, () -> sent("MAIL FROM:<a@x.example>\r\n"), "250 ok\r\n");
        at(Stage.ENVELOPE, () -> sent("RCPT TO:<b@x.example>\r\n"), "250 ok\r\n");
        sent("DATA\r\n");
        assertThat(state.stage()).isEqualTo(Stage.DATA);
        received("354 go\r\n");
        assertThat(state.stage()).isEqualTo(Stage.CONTENT);
        sent("Subject: QUIT\r\n\r\n");
        sent("RSET\r\n");
        sent("..\r\n");
        assertThat(state.stage()).isEqualTo(Stage.CONTENT);
        assertThat(state.isBusy()).isTrue();
        sent(".\r\n");
        assertThat(state.stage()).isEqualTo(Stage.HANDED_OVER);
        assertThat(state.isIdle()).isFalse();
        received("250 taken\r\n");
        assertThat(state.isIdle()).isTrue();
        at(Stage.RESETTING, () -> sent("RSET\r\n"), "250 ok\r\n");
        assertThat(state.isIdle()).isTrue();
        at(Stage.LEAVING, () -> sent("QUIT\r\n"), "221 bye\r\n");
        assertThat(state.isOver()).isTrue();
    }

    @Test
    void refusedDataIsStillTheEnvelope() {
        received("220 hi\r\n");
        at(Stage.DATA, () -> sent("DATA\r\n"), "451 later\r\n");
        assertThat(state.stage()).isEqualTo(Stage.ENVELOPE);
    }

    @Test
    void replyIsCompleteAtTheEndOfItsLastLine() {
        received("22");
        received("0-hello\r\n220-how are you\r\n");
        assertThat(state.isGreeted()).isFalse();
        assertThat(state.isBusy()).isTrue();
        received("220 good bye");
        assertThat(state.isGreeted()).isFalse();
        received("\r\n");
        assertThat(state.isGreeted()).isTrue();
        assertThat(state.isBusy()).isFalse();
    }

    @Test
    void lastOfPipelinedRepliesIsThatToData() {
        received("220 hi\r\n");
        sent("MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n");
        received("250 ok\r\n250 ok\r\n");
        assertThat(state.stage()).isEqualTo(Stage.DATA);
        received("354 go\r\n");
        assertThat(state.stage()).isEqualTo(Stage.CONTENT);
    }

    @Test
    void silenceAndTheTimeOfAMessageAreMeasured() {
        nowNanos = 5;
        received("220 hi\r\n");
        nowNanos = 8;
        assertThat(state.silentNanos(nowNanos)).isEqualTo(3);
        assertThat(state.elapsedNanos(nowNanos)).isEqualTo(8);
        sent("MAIL FROM:<a@x.example>\r\n");
        assertThat(state.silentNanos(nowNanos)).isZero();
        assertThat(state.elapsedNanos(nowNanos)).isZero();
    }

    private void at(Stage stage, Runnable command, String reply) {
        command.run();
        assertThat(state.stage()).isEqualTo(stage);
        assertThat(state.isBusy()).isTrue();
        received(reply);
        assertThat(state.isBusy()).isFalse();
    }

    private void sent(String text) {
        state.sent(bytes(text), nowNanos);
    }

    private void received(String text) {
        state.received(bytes(text), nowNanos);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
