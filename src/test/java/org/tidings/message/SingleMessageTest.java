package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SingleMessageTest {

    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(StandardCharsets.UTF_8)));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://news.example", "bounces.example", Optional.empty());

    @Test
    void hasATextAndAnHtmlPartWithTheLink() {
        WrittenMessage written = WrittenMessage.of(message("Riverside", "ann@x.example", "Hello"))
                .isFitForSmtp();

        assertThat(written.structure()).isEqualTo("alternative(plain html)");
        assertThat(written.wire())
                .contains("Confirm:\r\nhttps://news.example/join/confirm/x")
                .contains("href=\"https://news.example/join/confirm/x\"");
    }

    @Test
    void returnPathAndMessageIdAreSignedForTheAccountAndStayTheSame() {
        SingleMessage message = message("Riverside", "ann@x.example", "Hello");

        assertThat(message.envelopeFrom()).matches("s\\+[a-z2-7]+@bounces\\.example");
        String token = message.envelopeFrom().replaceAll("s\\+|@.*", "");
        assertThat(TOKENS.verify(TokenPurpose.ACCOUNT_MAIL, token)).contains(new TokenSubject(7, 0, 12));
        assertThat(TOKENS.verify(TokenPurpose.RETURN_PATH, token)).isEmpty();
        assertThat(message.parts().headers()).containsEntry("Message-ID", "<" + token + "@bounces.example>");
        assertThat(message("Riverside", "ann@x.example", "Hello").envelopeFrom())
                .isEqualTo(message.envelopeFrom());
    }

    @Test
    void namesAndWordsAreTextAndNothingElse() {
        WrittenMessage written = WrittenMessage.of(message(
                        "A & B <b>\r\nBcc: all@x.example", "ann@x.example", "{{unsubscribe_url}} <script>\nline\u0000"))
                .isFitForSmtp();

        assertThat(written.head()).doesNotContain("\r\nBcc:");
        assertThat(written.wire().substring(written.head().length()))
                .contains("&lt;script&gt;<br>")
                .contains("{{unsubscribe_url}}")
                .doesNotContain("<b>");
    }

    @Test
    void nothingIsTrackedAndThereIsNothingToUnsubscribeFrom() {
        String wire = WrittenMessage.of(message("Riverside", "ann@x.example", "Hello"))
                .wire();

        assertThat(wire).doesNotContain("<img", "List-Unsubscribe", "/c/").contains("Auto-Submitted: auto-generated");
    }

    @Test
    void anAddressThatCannotBeMailedIsRefused() {
        assertThatThrownBy(() -> message("Riverside", "ann@x.example\r\nDATA", "Hello"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SingleMessage message(String business, String to, String before) {
        SingleMail mail = new SingleMail(
                business,
                "news@riverside.example",
                "office@riverside.example",
                to,
                "Confirm your sign-up with " + business,
                before,
                "Confirm",
                "https://news.example/join/confirm/x",
                "Bye\n\nRiverside");
        return new SingleMessage(mail, 7, 12, SETTINGS, TOKENS, Clock.systemUTC());
    }
}
