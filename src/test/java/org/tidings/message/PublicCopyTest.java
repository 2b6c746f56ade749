package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.layout.Look;

class PublicCopyTest {

    @Test
    void nothingOfARecipientIsLeft() {
        Document page = page("<p>Dear {{first_name|families}}, {{email}}</p>"
                + "<p>Or <a href='{{view_url}}'>read it in your browser</a>, please.</p>"
                + "<p><a href='https://river.example/tickets'>Reserve tickets</a></p>");
        assertThat(page.text()).contains("Dear families,", "Or read it in your browser, please.", "1 River Road");
        assertThat(page.text()).doesNotContain("Unsubscribe", "Preferences", "View in browser", "·");
        assertThat(page.select("a").eachAttr("href")).containsExactly("https://river.example/tickets");
        assertThat(page.outerHtml()).doesNotContain("mail.example/");
    }

    @Test
    void whatOnlyARecipientCanPressIsLeftOut() {
        String blocks = BlockHtml.of(
                        List.of(new Block.GotIt("One press, please", "Got it"), new Block.Poll("Will you come?")),
                        BlockContext.of(Look.STANDARD))
                .html();

        Document page = page("<p>Hi</p>" + blocks + "<p>Or <a href='{{got_it_url}}'>confirm</a> it.</p>");

        assertThat(page.text()).contains("Hi", "Or confirm it.");
        assertThat(page.select(".tidings-answer")).isEmpty();
        assertThat(page.outerHtml()).doesNotContain("/y/");
    }

    @Test
    void subjectIsTheTitle() {
        assertThat(page("<p>Hi</p>").title()).isEqualTo("News for everyone & more");
    }

    private static Document page(String html) {
        MessageContent content = new MessageContent(
                "B",
                "News for {{first_name|everyone}} & more",
                null,
                "Riverside",
                "news@riverside.example",
                null,
                html,
                null,
                true,
                "Riverside",
                "account-1.riverside.example",
                "1 River Road",
                List.of(),
                true,
                true,
                Look.STANDARD);
        MessageSettings settings = new MessageSettings("https://mail.example", "bounce.example", Optional.empty());
        Tokens tokens = new Tokens(List.of("secret".getBytes(UTF_8)));
        return Jsoup.parse(PreparedMessage.prepare(content, settings, tokens).renderForPublic());
    }
}
