package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReceivedMessageTest {

    @Test
    void parsesABlastMessage() {
        ReceivedMessage message = read(World.MESSAGE);
        assertThat(message.subject()).isEqualTo("Spring recital ✨");
        assertThat(message.from()).isEqualTo("Riverside Gymnastics <office@riverside.example>");
        assertThat(message.oneClickUrl()).contains("https://mail.studio.example/u/TOKEN");
        assertThat(message.links())
                .extracting(ReceivedMessage.Link::words)
                .containsExactly("view in browser", "elsewhere", "the details", "Tickets", "Unsubscribe");
        assertThat(message.images()).last().isEqualTo("https://mail.studio.example/o/TOKEN.gif");
    }

    @Test
    void usesTheLinksOfTheTextWithoutHtml() {
        ReceivedMessage message =
                read("Subject: hi\n\nSee <https://mail.studio.example/c/1> and https://x.example/y?z\n");
        assertThat(message.links())
                .extracting(ReceivedMessage.Link::url)
                .containsExactly("https://mail.studio.example/c/1", "https://x.example/y?z");
        assertThat(message.forDisplay()).contains("<pre").contains("See &lt;https://");
    }

    @Test
    void oneClickRequiresThePostHeader() {
        assertThat(read("List-Unsubscribe: <https://x.example/u>\n\nhi").oneClickUrl())
                .isEmpty();
    }

    @Test
    void displayedLinksTargetANewWindow() {
        String shown = read("Content-Type: text/html\n\n<a href='https://x.example/' target=_self>x</a>")
                .forDisplay();
        assertThat(shown).contains("target=\"_blank\"").doesNotContain("_self");
    }

    @Test
    void inlinesEmbeddedImagesAndListsAttachments() {
        ReceivedMessage message = read("""
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html; charset=utf-8

                <img src="cid:logo@x"><img src="cid:missing">
                --r
                Content-Type: image/png; name=logo.png
                Content-ID: <logo@x>
                Content-Transfer-Encoding: base64

                AAEC
                --r--
                --m
                Content-Type: text/html
                Content-Disposition: attachment; filename="=?UTF-8?Q?Pl=C3=A4ne.html?="

                <a href="https://x.example/">not part of the message</a>
                --m--
                """);
        assertThat(message.forDisplay()).contains("data:image/png;base64,AAEC").doesNotContain("cid:");
        assertThat(message.attachments()).containsExactly("Pläne.html");
        assertThat(message.links()).isEmpty();
    }

    @Test
    void invalidMessageIsShownAsText() {
        ReceivedMessage message = read("Content-Type: multipart/mixed; boundary=\n\nnothing here");
        assertThat(message.forDisplay()).contains("nothing here");
    }

    private static ReceivedMessage read(String message) {
        return ReceivedMessage.read(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
