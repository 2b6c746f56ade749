package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void linesAreJoinedWithoutTheirCodes() {
        Reply reply =
                Reply.parse("550-5.1.1 The email account that you tried to reach\r\n550 5.1.1 does not exist.\r\n");
        assertThat(reply)
                .isEqualTo(new Reply(
                        550, new EnhancedStatus(5, 1, 1), "The email account that you tried to reach does not exist."));
        assertThat(reply.line()).isEqualTo("550 5.1.1 The email account that you tried to reach does not exist.");
    }

    @Test
    void linesOfASmtpClientMayOrMayNotBeginWithTheCode() {
        Reply expected = new Reply(452, new EnhancedStatus(4, 2, 2), "Mailbox full, sorry");
        assertThat(Reply.of(452, List.of("452-4.2.2 Mailbox full,", "452 4.2.2 sorry")))
                .isEqualTo(expected);
        assertThat(Reply.of(452, List.of("4.2.2 Mailbox full,", "4.2.2 sorry"))).isEqualTo(expected);
    }

    @Test
    void replyWithoutLinesKeepsItsCode() {
        assertThat(Reply.of(421, List.of())).isEqualTo(new Reply(421, null, ""));
        assertThat(Reply.parse("421")).isEqualTo(new Reply(421, null, ""));
    }

    @Test
    void noticesAreReadToo() {
        Reply reply = Reply.parse("smtp; 550 5.2.1 disabled");
        assertThat(reply.codes()).isEqualTo("550 5.2.1");
        assertThat(Reply.parse("host mx.example.org[192.0.2.1] said: 550 no").code())
                .isEqualTo(550);
        assertThat(Reply.parse("192.0.2.1 did not answer").code()).isZero();
    }

    @Test
    void codesShowWhatThereIs() {
        assertThat(Reply.parse("451 try later").codes()).isEqualTo("451");
        assertThat(Reply.parse("5.1.1 unknown").codes()).isEqualTo("5.1.1");
        assertThat(Reply.parse("what?").codes()).isEmpty();
    }

    @Test
    void codeDecidesWhetherItIsPermanentAndTheStatusOnlyWithoutOne() {
        assertThat(Reply.parse("550 no").permanent()).isTrue();
        assertThat(Reply.parse("450 5.1.1 no").permanent()).isFalse();
        assertThat(Reply.parse("5.1.1 no").permanent()).isTrue();
        assertThat(Reply.parse("no").permanent()).isFalse();
    }
}
