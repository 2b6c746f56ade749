package org.tidings.message.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.message.PlainText;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.OwnLayout;

class BlockHtmlTest {

    private static final BlockContext CONTEXT = new BlockContext(
            Look.STANDARD,
            Map.of("C1", new BlockContext.ClassText("Team", List.of("Tuesday 16:00", "Hall 2"))),
            List.of("map.pdf (12 kB)"));

    @Test
    void textsOfFieldsNeverBecomeMarkup() {
        String evil = "<script>x</script>\"'&";
        String html = html(
                new Block.Heading(evil, "1"),
                new Block.Button(evil, "https://x.example/\"onclick=\"y"),
                new Block.Quote(evil, evil),
                new Block.Event(evil, evil, evil, evil, evil, evil, evil),
                new Block.Picture("https://x.example/a.png", evil, evil, evil),
                new Block.Files(evil));
        Document page = Jsoup.parse(html);
        assertThat(page.select("script, [onclick]")).isEmpty();
        assertThat(page.select("a[href^=javascript]")).isEmpty();
        assertThat(page.expectFirst("h1").text()).isEqualTo(evil);
        assertThat(page.expectFirst("img").attr("alt")).isEqualTo(evil);
    }

    @Test
    void richTextIsSanitisedAndKeepsItsMergeFields() {
        assertThat(html(new Block.Text("<p onclick=\"x\">Hi {{first_name|there}}<script>y</script></p>")))
                .isEqualTo("<p>Hi {{first_name|there}}</p>");
    }

    @Test
    void whatHtmlLosesInABlockIsNamed() {
        BlockHtml.Content content = BlockHtml.of(
                List.of(new Block.Html("<style>@media (max-width: 9px) { p { color: red } }</style><p>Hi</p>"
                        + "<script>x()</script><img src=\"cid:image001.png\" alt=\"\">")),
                CONTEXT);
        assertThat(content.html()).isEqualTo("<div><p>Hi</p></div>");
        assertThat(content.removed())
                .containsExactlyInAnyOrder(
                        "<script>", "<style> with rules for phones or dark mode (@media)", "image cid:image001.png");
    }

    @Test
    void linesOfATextTypedWithoutTheEditorAreParagraphs() {
        assertThat(html(new Block.Text("One\n\nTwo\nthree"))).isEqualTo("<p>One</p><p>Two<br>three</p>");
        assertThat(html(new Block.Columns(new Block.Column("", "", "One\n\nTwo"), null)))
                .contains("<p>One</p><p>Two</p>");
    }

    @ParameterizedTest
    @CsvSource({
        "riverside.example/tickets, https://riverside.example/tickets",
        "office@riverside.example, mailto:office@riverside.example",
        "{{unsubscribe_url}}, {{unsubscribe_url}}",
        "http://old.example/, http://old.example/"
    })
    void linksAreCompleted(String typed, String target) {
        assertThat(Jsoup.parse(html(new Block.Button("Go", typed)))
                        .expectFirst("a")
                        .attr("href"))
                .isEqualTo(target);
    }

    @Test
    void whatHasNothingToShowIsLeftOut() {
        assertThat(html(
                        new Block.Heading(" ", "1"),
                        new Block.Button("Go", "javascript:alert(1)"),
                        new Block.Button("", "https://x.example/"),
                        new Block.Picture("javascript:x", "", "", ""),
                        new Block.Quote("", "Ann"),
                        new Block.ClassDetails("C2"),
                        new Block.Event("", "", "", "", "", "", "")))
                .isEmpty();
    }

    @Test
    void pictureHasItsWidthDescriptionAndLink() {
        Document page =
                Jsoup.parse(html(new Block.Picture("https://x.example/i/1", "The team", "360", "https://x.example/")));
        assertThat(page.expectFirst("a[href=https://x.example/] > img").attr("width"))
                .isEqualTo("360");
        assertThat(page.expectFirst("img").attr("style")).contains("max-width:100%");
    }

    @Test
    void columnsAreSideBySideInOutlookAndReadInOrderAsText() {
        String html = html(new Block.Columns(
                new Block.Column("https://x.example/1", "First", "<p>One</p>"),
                new Block.Column("", "", "<p>Two</p>")));
        assertThat(html).contains("<!--[if mso]>").contains("<!--[if mso]></td></tr></table><![endif]-->");
        assertThat(PlainText.from(html).replaceAll("\\s+", " ")).isEqualTo("First One Two");
    }

    @Test
    void eventHasDateTimeAndPlaceInWords() {
        Document page = Jsoup.parse(html(new Block.Event(
                "Recital", "2026-12-12", "", "16:00", "18:00", "Main hall", "Doors open at 15:30.\nBring friends.")));
        assertThat(page.text())
                .isEqualTo(
                        "Recital Saturday, 12 December 2026, 16:00–18:00 Main hall Doors open at 15:30. Bring friends.");
    }

    @ParameterizedTest
    @CsvSource({
        "'16:00', '18:00', 'Friday, 10 July 2026, 16:00 – Sunday, 12 July 2026, 18:00'",
        "'16:00', '', 'Friday, 10 July 2026, 16:00 – Sunday, 12 July 2026'",
        "'', '', 'Friday, 10 July 2026 – Sunday, 12 July 2026'"
    })
    void eventOfSeveralDaysHasBothInWords(String time, String until, String words) {
        Document page =
                Jsoup.parse(html(new Block.Event("Summer camp", "2026-07-10", "2026-07-12", time, until, "", "")));
        assertThat(page.expectFirst("strong").text()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'Saturday, 12 December 2026, 16:00–18:00'",
        "en-US, 'Saturday, December 12, 2026, 4:00 PM–6:00 PM'",
        "de, 'Samstag, 12. Dezember 2026, 16:00–18:00'"
    })
    void eventIsWrittenAsTheLanguageWritesIt(String language, String words) {
        Block event = new Block.Event("Recital", "2026-12-12", "", "16:00", "18:00", "", "");
        String html = BlockHtml.of(List.of(event), BlockContext.of(Look.STANDARD.withLanguage(language)))
                .html();
        assertThat(Jsoup.parse(html).expectFirst("strong").text()).isEqualTo(words);
    }

    @Test
    void classDetailsAreThoseOfTheChosenClassOrOfEachRecipient() {
        assertThat(html(new Block.ClassDetails("C1")))
                .isEqualTo("<p><strong>Team</strong><br>Tuesday 16:00<br>Hall 2</p>");
        assertThat(html(new Block.ClassDetails("")))
                .isEqualTo(
                        "<p class=\"tidings-answer\"><strong>Your classes:</strong> {{class_details|none at the moment}}</p>");
    }

    @Test
    void filesAreListed() {
        assertThat(Jsoup.parse(html(new Block.Files(""))).text()).isEqualTo("Attached: map.pdf (12 kB)");
    }

    @Test
    void noBlockBringsALayoutOfItsOwn() {
        String html = html(
                new Block.Html("<style>p{color:red}</style><table width=\"600\"><tr><td>x</td></tr></table>"),
                new Block.Html("<html><head><style>b{}</style></head><body><table width=\"9\"></table></body></html>"));
        assertThat(OwnLayout.isIn(html, Jsoup.parse(html))).isFalse();
    }

    private static String html(Block... blocks) {
        return BlockHtml.of(List.of(blocks), CONTEXT).html();
    }
}
