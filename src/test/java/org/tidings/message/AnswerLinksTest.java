package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.layout.Look;

/** The buttons by which recipients confirm and answer, in HTML and in plain text. */
class AnswerLinksTest {

    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final TokenSubject ANN = new TokenSubject(7, 3, 11);
    private static final String PAGE = "https://mail.example/y/";
    private static final String BLOCKS = BlockHtml.of(
                    List.of(
                            new Block.GotIt("Let us know\nthat you know:", ""),
                            new Block.Poll("Will {{children|you}} <come>?"),
                            new Block.Poll("")),
                    BlockContext.of(Look.STANDARD))
            .html();

    @Test
    void linksLeadStraightToTheSignedPageAndAreNotTracked() {
        PreparedMessage message = message();
        OutgoingMessage mail = message.render(person()).parts();

        List<String> links =
                Jsoup.parse(mail.html()).select(".tidings-answer a").eachAttr("href");
        assertThat(links)
                .containsExactly(
                        PAGE + TOKENS.sign(TokenPurpose.GOT_IT, ANN),
                        PAGE + TOKENS.sign(TokenPurpose.POLL, ANN) + "?answer=yes",
                        PAGE + TOKENS.sign(TokenPurpose.POLL, ANN) + "?answer=no",
                        PAGE + TOKENS.sign(TokenPurpose.POLL, ANN) + "?answer=maybe");
        assertThat(message.links()).isEmpty();
        assertThat(message.blankFields(person())).isEmpty();
    }

    @Test
    void plainTextNamesEachAnswerWithItsLink() {
        String text = message().render(person()).parts().text();

        assertThat(text)
                .contains("Let us know\nthat you know:", "Will Mia <come>?")
                .containsPattern("Got it:? <?" + PAGE)
                .containsPattern("Yes:? <?" + PAGE + "\\w+\\?answer=yes")
                .containsPattern("Maybe:? <?" + PAGE + "\\w+\\?answer=maybe");
    }

    @Test
    void oneTokenIsNoOther() {
        assertThat(TOKENS.verify(TokenPurpose.POLL, TOKENS.sign(TokenPurpose.GOT_IT, ANN)))
                .isEmpty();
        assertThat(TOKENS.verify(TokenPurpose.GOT_IT, TOKENS.sign(TokenPurpose.UNSUBSCRIBE, ANN)))
                .isEmpty();
    }

    @Test
    void previewIsSignedForNobody() {
        assertThat(message().preview(person()).html()).contains(PAGE + "preview?answer=yes");
    }

    private static Person person() {
        return new Person(ANN, "ann@x.example", "Ann", "Lee", Map.of("children", "Mia"));
    }

    private static PreparedMessage message() {
        MessageContent content = new MessageContent(
                "B",
                "Closed",
                null,
                "Riverside",
                "news@riverside.example",
                null,
                BLOCKS,
                null,
                false,
                "Riverside",
                "account-1.riverside.example",
                "1 River Road",
                List.of(),
                true,
                true,
                Look.STANDARD);
        return PreparedMessage.prepare(
                content, new MessageSettings("https://mail.example", "bounce.example", Optional.empty()), TOKENS);
    }
}
