package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.message.layout.Colour;
import org.tidings.message.layout.FontPair;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;

/** Messages in the layout, as jsoup and Angus Mail read them. */
class LaidOutMessageTest {

    private static final int MOST_FOR_LAYOUT = 8 * 1024;
    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final Person ANN =
            new Person(new TokenSubject(7, 8, 9), "ann@example.org", "Ann", "Lee", Map.of("class", "Tumbling"));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());
    private static final Look FULL = new Look(
            new Colour(0x7a1fa2),
            new Colour(0x102030),
            FontPair.GEORGIA_HEADINGS,
            "Gymnastics & dance since 1998",
            new Logo("https://mail.example/i/01LOGO", 180, 60),
            Map.of(
                    SocialNetwork.WEBSITE, "https://river.example/",
                    SocialNetwork.INSTAGRAM, "https://instagram.example/river"),
            "pt-BR");

    private static final Look LARGEST = new Look(
            FULL.main(),
            FULL.background(),
            Arrays.stream(FontPair.values())
                    .max(Comparator.comparing(
                            fonts -> fonts.body().length() + fonts.headings().length()))
                    .orElseThrow(),
            "Gymnastics & dance since 1998 in the old mill",
            FULL.logo(),
            Arrays.stream(SocialNetwork.values())
                    .collect(Collectors.toMap(
                            network -> network, network -> "https://network.example/the-riverside-gym-of-river-town")),
            "zh-Hant");

    @Test
    void layoutAddsAtMostEightKilobytes() {
        String html =
                "<h1>Recital</h1>" + "<p>Hi {{first_name}}, <a href='https://x.example/'>tickets</a></p>".repeat(20);
        for (Look look : List.of(Look.STANDARD, FULL, LARGEST)) {
            int plain = written(content(html)).text("text/html").length();
            int laidOut =
                    written(content(html).withLook(look)).text("text/html").length();
            assertThat(laidOut - plain).isBetween(1_000, MOST_FOR_LAYOUT);
        }
    }

    @Test
    void mailProgramsReadColumnFontsHeaderAndFooter() {
        WrittenMessage mail =
                written(content("<p>Hi {{first_name}}</p>").withLook(FULL)).isFitForSmtp();
        Document page = Jsoup.parse(mail.text("text/html"));
        Element message = page.expectFirst(".tm > div");
        assertThat(message.html()).isEqualTo("<p>Hi Ann</p>");
        assertThat(message.attr("style"))
                .contains("font-family:Helvetica, Arial, sans-serif", "font-size:16px", "line-height:1.5");
        assertThat(message.closest("div.tc").attr("style")).contains("max-width:600px");
        Element logo = page.expectFirst(".th img");
        assertThat(logo.attr("src")).isEqualTo("https://mail.example/i/01LOGO");
        assertThat(logo.attr("alt")).isEqualTo("Riverside Gym");
        assertThat(page.expectFirst(".th p").text()).isEqualTo("Gymnastics & dance since 1998");
        assertThat(page.expectFirst(".tf").text())
                .isEqualTo("Sent by Riverside Gym 1 Mill Lane River Town"
                        + " You get this email because you are on our mailing list. Website · Instagram"
                        + " Unsubscribe · Preferences · View in browser");
        assertThat(page.select("meta[name=color-scheme]").attr("content")).isEqualTo("light dark");
        assertThat(mail.structure()).isEqualTo("alternative(plain html)");
    }

    @Test
    void nameStandsInForTheLogo() {
        Document page = Jsoup.parse(html("<p>Hi</p>", Look.STANDARD));
        assertThat(page.expectFirst(".th").text()).isEqualTo("Riverside Gym");
        assertThat(page.select("img")).hasSize(1); // the pixel
    }

    @Test
    void everyLinkIsTrackedAndThePixelIsLast() {
        PreparedMessage prepared = prepare(
                content("<p><a href='https://x.example/'>Tickets</a></p>").withLook(FULL));
        assertThat(prepared.links()).extracting(Link::text).containsExactly("Tickets", "Website", "Instagram");
        Document page = Jsoup.parse(prepared.render(ANN).parts().html());
        assertThat(page.select("a[href]").eachAttr("href"))
                .hasSize(6)
                .allSatisfy(href -> assertThat(href).startsWith("https://mail.example/"));
        assertThat(page.body().lastElementChild().attr("src")).startsWith("https://mail.example/o/");
        assertThat(page.body().lastElementChild().nextSibling()).isNull();
    }

    @Test
    void outlookGetsItsTablesAndAFont() {
        String html = html("<p>Hi</p>", FULL);
        assertThat(html).contains("<!--[if mso | IE]><table", "width=\"600\"", "<o:PixelsPerInch>96</o:PixelsPerInch>");
        assertThat(html)
                .contains("<!--[if mso]><style>td,p,li,h1,h2,h3{font-family:Helvetica, Arial, sans-serif!important}");
        assertThat(html.split("<!--\\[if ", -1)).hasSameSizeAs(html.split("<!\\[endif\\]-->", -1));
    }

    @Test
    void preheaderIsHiddenAndComesFirst() {
        MessageContent content =
                withPreheader("<p>Hi</p>", "For {{first_name}} <3").withLook(FULL);
        Element first =
                Jsoup.parse(prepare(content).render(ANN).parts().html()).body().child(0);
        assertThat(first.text()).isEqualTo("For Ann <3");
        assertThat(first.attr("style")).contains("display:none", "mso-hide:all");
    }

    @Test
    void withoutAPreheaderTheMessageBegins() {
        String words = "word ".repeat(30) + "{{first_name}}";
        assertThat(hidden("<p>Hi {{first_name}}, see you</p>")).isEqualTo("Hi Ann, see you");
        assertThat(hidden("<p>" + words + "</p>")).hasSizeBetween(80, 100).endsWith("word");
        assertThat(hidden("<p>" + "x".repeat(90) + " {{first_name|you there}}</p>"))
                .isEqualTo("x".repeat(90));
        assertThat(Jsoup.parse(html("<img src='https://x.example/i.png' alt='x'>", FULL))
                        .body()
                        .child(0)
                        .attr("style"))
                .doesNotContain("display:none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hi</p>",
                "Hi",
                "<p><a href='{{unsubscribe_url}}'>Stop</a></p>",
                "</div></td></tr></table></body></html><p>late",
                "<div><table><tr><td>open",
                "<table><tr><td>Monday</td><td>4 pm</td></tr></table>",
                "<!-- <p>",
                ""
            })
    void footerCannotBeLost(String html) {
        for (boolean marketing : new boolean[] {true, false}) {
            MessageContent content = new MessageContent(
                    "B",
                    "News",
                    null,
                    "Gym",
                    "office@river.example",
                    null,
                    SafeHtml.clean(html),
                    "own text",
                    marketing,
                    "Gym",
                    "l.example",
                    "1 Mill Lane",
                    List.of(),
                    true,
                    true);
            OutgoingMessage mail =
                    prepare(content.withLook(Look.STANDARD)).render(ANN).parts();
            Element footer = Jsoup.parse(mail.html()).expectFirst("body > div:not([style*=display]) td.tf");
            assertThat(footer.text()).contains("Sent by Gym 1 Mill Lane", "You get this");
            assertThat(footer.select("a").eachAttr("href"))
                    .satisfiesExactly(
                            url -> assertThat(url).startsWith("https://mail.example/u/"),
                            url -> assertThat(url).startsWith("https://mail.example/p/"),
                            url -> assertThat(url).startsWith("https://mail.example/v/"));
            assertThat(mail.text())
                    .startsWith("own text\n\n--\nSent by Gym\n1 Mill Lane\n\nYou get this")
                    .contains("https://mail.example/u/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><p>Hi</p>",
                "<html><head><style>p{color:red}</style></head><body><p>Hi</p></body></html>",
                "<style>p{color:red}</style><p>Hi</p>",
                "<body bgcolor='#eeeeee'><p>Hi</p></body>",
                "<table width='600'><tr><td>Hi</td></tr></table>\n<table style='width:100%'><tr><td>there</td></tr></table>",
                "<center><table width='100%'><tr><td>Hi</td></tr></table></center>"
            })
    void messageWithALayoutOfItsOwnKeepsIt(String html) {
        OutgoingMessage mail = prepare(content(html).withLook(FULL)).render(ANN).parts();
        OutgoingMessage before = prepare(content(html)).render(ANN).parts();
        assertThat(mail.html())
                .isEqualTo(before.html())
                .contains("Sent by", "/o/")
                .doesNotContain("class=\"tm\"");
        assertThat(mail.text()).isEqualTo(before.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hi</p><table width='300'><tr><td>x</td></tr></table>",
                "<table><tr><td>x</td></tr></table>",
                "Hi <table width='9'></table>"
            })
    void tablesAmongTextGetTheLayout(String html) {
        assertThat(html(html, FULL)).contains("class=\"tm\"");
    }

    @Test
    void whatTheAccountTypedStaysText() {
        Look hostile = new Look(
                Look.STANDARD.main(),
                Look.STANDARD.background(),
                FontPair.SYSTEM,
                "</div></td><script>alert(1)</script> ${main} <b>x</b>",
                null,
                Map.of(),
                "en");
        Document page = Jsoup.parse(html("<p>Hi</p>", hostile));
        assertThat(page.expectFirst(".th p + p").text())
                .isEqualTo("</div></td><script>alert(1)</script> ${main} <b>x</b>");
        assertThat(page.select("script")).isEmpty();
    }

    @Test
    void arabicMessageIsSetFromTheRight() {
        Document page = Jsoup.parse(html("<p>مرحبا بالعالم، الحفل يوم السبت القادم</p>", FULL));
        assertThat(page.body().attr("dir")).isEqualTo("rtl");
        assertThat(page.expectFirst(".tm > div").attr("style")).contains("text-align:right");
        assertThat(page.html()).doesNotContain("direction:ltr", "dir=\"auto\"");
    }

    @ParameterizedTest
    @CsvSource({"false,1", "true,0"})
    void browserPageHasTheSameLayoutAndATitle(boolean browser, int pixels) {
        PreparedMessage prepared = prepare(content("<p>Hi</p>").withLook(FULL));
        Document page = Jsoup.parse(
                browser
                        ? prepared.renderForBrowser(ANN)
                        : prepared.render(ANN).parts().html());
        assertThat(page.select("td.tm, td.th, td.tf")).hasSize(3);
        assertThat(page.select("img[width=1]")).hasSize(pixels);
        assertThat(page.title()).isEqualTo("News");
        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("pt-BR");
    }

    @Test
    void previewIsTheMessageWithoutTracking() {
        PreparedMessage prepared = prepare(content("<p>Hi {{first_name}}</p>").withLook(FULL));
        String mail = prepared.render(ANN).parts().html();
        String preview = prepared.preview(ANN).html();
        assertThat(Jsoup.parse(preview).expectFirst("style:contains(x), head").html())
                .isEqualTo(Jsoup.parse(mail).head().html());
        assertThat(preview).contains("href=\"https://river.example/\"").doesNotContain("/o/");
    }

    private static String hidden(String html) {
        Element first = Jsoup.parse(html(html, FULL)).body().child(0);
        assertThat(first.attr("style")).contains("display:none");
        return first.text();
    }

    private static String html(String html, @Nullable Look look) {
        return prepare(content(html).withLook(look)).render(ANN).parts().html();
    }

    private static WrittenMessage written(MessageContent content) {
        return WrittenMessage.of(prepare(content).render(ANN));
    }

    private static PreparedMessage prepare(MessageContent content) {
        return PreparedMessage.prepare(content, SETTINGS, TOKENS);
    }

    private static MessageContent content(String html) {
        return withPreheader(html, null);
    }

    private static MessageContent withPreheader(String html, @Nullable String preheader) {
        return new MessageContent(
                "01BLAST",
                "News",
                preheader,
                "Riverside Gym",
                "office@river.example",
                null,
                html,
                null,
                true,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Mill Lane\nRiver Town",
                List.of(),
                true,
                true);
    }
}
