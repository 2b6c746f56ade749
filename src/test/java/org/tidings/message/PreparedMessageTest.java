package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparedMessageTest {
    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final TokenSubject SUBJECT = new TokenSubject(7, 8, 9);
    private static final Person ANN =
            new Person(SUBJECT, "ann@example.org", "Ann", "Lee", Map.of("site", "https://ann.example/a?b=c&d=e"));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());

    /** The field took 28 seconds, the row as many, when its length was squared. */
    @Test
    void hostileTextIsPreparedInNoTime() {
        for (String html : List.of(
                "<p>{{a" + " ".repeat(40_000) + "</p>",
                "<table><tr>" + "<td>a</td>".repeat(20_000) + "</tr></table>")) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> prepare(html));
        }
    }

    @Test
    void testIsAddressedToItsReaderAndNotToTheExample() {
        Person reader = new Person(new TokenSubject(7, 0, 0), "dana@river.example", "Ann", "Lee", Map.of());
        OutgoingMessage mail =
                prepare("<p>Hi {{first_name}}</p>").render(reader).parts();
        assertThat(mail.headers()).containsEntry("To", "dana@river.example");
        assertThat(mail.text()).startsWith("Hi Ann");
    }

    @Test
    void headersAreThoseOfTheInterface() {
        OutgoingMessage mail = prepare("<p>Hi</p>").render(ANN).parts();
        assertThat(mail.to()).isEqualTo("ann@example.org");
        assertThat(mail.envelopeFrom()).matches("b\\+[a-z2-7]+@bounce\\.example");
        assertThat(verify(TokenPurpose.RETURN_PATH, mail.envelopeFrom(), "b\\+(.*)@.*"))
                .contains(SUBJECT);
        Map<String, String> headers = mail.headers();
        String messageId = headers.getOrDefault("Message-ID", "");
        assertThat(verify(TokenPurpose.MESSAGE, messageId, "<(.*)@bounce\\.example>"))
                .contains(SUBJECT);
        assertThat(headers)
                .containsEntry("From", "Riverside Gym <office@river.example>")
                .containsEntry("To", "Ann Lee <ann@example.org>")
                .containsEntry("Subject", "News")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .containsEntry("List-Id", "Riverside Gym <marketing.acc1.lists.river.example>")
                .containsEntry("Feedback-ID", "01BLAST:acc1:marketing:tidings")
                .containsEntry("Auto-Submitted", "auto-generated")
                .containsEntry("Precedence", "bulk")
                .containsEntry("X-Tidings-Recipient", messageId.replaceAll("<(.*)@.*", "$1"))
                .doesNotContainKeys("X-SES-CONFIGURATION-SET", "X-SES-MESSAGE-TAGS", "Reply-To");
        Matcher unsubscribe = Pattern.compile(
                        "<https://mail\\.example/u/(\\w+)>,\r\n <mailto:u\\+(\\w+)@bounce\\.example>")
                .matcher(headers.getOrDefault("List-Unsubscribe", ""));
        assertThat(unsubscribe.matches()).isTrue();
        assertThat(TOKENS.verify(TokenPurpose.UNSUBSCRIBE, unsubscribe.group(1)))
                .contains(SUBJECT);
        assertThat(unsubscribe.group(1)).isEqualTo(unsubscribe.group(2));
    }

    @Test
    void everyAttemptIsTheSameMessage() {
        PreparedMessage prepared = prepare("<p>Hi {{first_name}}, <a href='https://x.example/'>x</a></p>");
        assertThat(prepared.render(ANN).parts()).isEqualTo(prepared.render(ANN).parts());
    }

    @Test
    void serviceMessageHasAnUnsubscribeHeaderOfItsOwnScopeAndSaysWhyPeopleGetIt() {
        OutgoingMessage mail = PreparedMessage.prepare(content("<p>Closed today</p>", null, false), SETTINGS, TOKENS)
                .render(ANN)
                .parts();
        assertThat(mail.headers())
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .containsEntry("List-Id", "Riverside Gym <service.acc1.lists.river.example>")
                .containsEntry("Feedback-ID", "01BLAST:acc1:service:tidings");
        String token = mail.headers().getOrDefault("List-Unsubscribe", "").replaceAll("(?s)<.*/u/(\\w+)>,.*", "$1");
        assertThat(TOKENS.verify(TokenPurpose.UNSUBSCRIBE_SERVICE, token)).contains(SUBJECT);
        assertThat(TOKENS.verify(TokenPurpose.UNSUBSCRIBE, token)).isEmpty();
        assertThat(Jsoup.parse(mail.html()).text())
                .contains("You get this notice because you or someone in your family takes classes with us.")
                .contains("Unsubscribe from notices · Preferences");
        assertThat(mail.text())
                .startsWith("Closed today\n\n--\nSent by Riverside Gym")
                .contains("Unsubscribe from notices: https");
    }

    @Test
    void providersLearnTheRecipient() throws IOException {
        MessageSettings settings = new MessageSettings(
                "https://mail.example",
                "bounce.example",
                Optional.of(token -> Map.of("X-Tags", "recipient=" + token, "X-Track", "no")));
        RenderedMessage rendered = PreparedMessage.prepare(content("x", null, true), settings, TOKENS)
                .render(ANN);
        OutgoingMessage mail = rendered.parts();
        String recipient = "recipient=" + mail.headers().get("X-Tidings-Recipient");
        assertThat(mail.headers()).containsEntry("X-Track", "no").containsEntry("X-Tags", recipient);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        rendered.writeTo(octets);
        assertThat(octets.toString(StandardCharsets.US_ASCII))
                .contains("\r\nX-Track: no\r\n", "\r\nX-Tags: " + recipient + "\r\n");
    }

    @Test
    void pixelIsTheLastElementOfTheBody() {
        Document page = Jsoup.parse(prepare("<html><body><p>Hi</p></body></html><p>late")
                .render(ANN)
                .parts()
                .html());
        Element last = page.expectFirst("body > :last-child");
        assertThat(last.nameIs("img")).isTrue();
        assertThat(last.attr("width") + last.attr("height") + last.attr("alt")).isEqualTo("11");
        assertThat(verify(TokenPurpose.OPEN, last.attr("src"), "https://mail\\.example/o/(.*)\\.gif"))
                .contains(SUBJECT);
    }

    @Test
    void everyWebLinkIsTrackedAndNoOther() {
        PreparedMessage prepared =
                prepare("<a href='https://x.example/a?b=c&amp;d=é'>One</a> <a href='HTTP://y.example'>"
                        + "<img src='i.png' alt='Two'></a> <a href='mailto:a@b.example'>m</a> <a href='tel:1'>t</a> <a href='#x'>h</a>"
                        + "<map><area href='https://x.example/map' alt='Map'></map>"
                        + "<!--[if mso]><v:rect href=\"https://x.example/vml\"></v:rect><![endif]--><!-- secret -->"
                        + "<a href='{{unsubscribe_url}}'>u</a> <a href='{{view_url}}'>v</a>");
        assertThat(prepared.links())
                .startsWith(
                        new Link(0, "https://x.example/a?b=c&d=é", "One"),
                        new Link(1, "HTTP://y.example", "Two"),
                        new Link(2, "https://x.example/map", "Map"),
                        new Link(3, "https://x.example/vml", "https://x.example/vml"))
                .hasSize(4);
        OutgoingMessage mail = prepared.render(ANN).parts();
        List<String> hrefs = Jsoup.parse(mail.html()).select("a, area").eachAttr("href");
        assertThat(click(hrefs.get(0))).isEqualTo(new ClickTarget(SUBJECT, 0, "https://x.example/a?b=c&d=%C3%A9"));
        assertThat(click(hrefs.get(1))).isEqualTo(new ClickTarget(SUBJECT, 1, "http://y.example"));
        assertThat(hrefs.subList(2, 5)).containsExactly("mailto:a@b.example", "tel:1", "#x");
        assertThat(hrefs.get(6)).startsWith("https://mail.example/u/");
        assertThat(hrefs.get(7)).startsWith("https://mail.example/v/");
        assertThat(mail.html()).doesNotContain("x.example", "secret");
        assertThat(mail.html() + mail.text()).doesNotContain("tdgs");
    }

    @Test
    void textLinksShareTheirPositionWithTheHtml() {
        PreparedMessage prepared = PreparedMessage.prepare(
                content(
                        "<a href='https://x.example/'>x</a>",
                        "See (https://x.example/), https://z.example/{{first_name}}. Bye {{last_name}}",
                        false),
                SETTINGS,
                TOKENS);
        String text = prepared.render(ANN).parts().text();
        Matcher match = Pattern.compile("See \\((\\S+)\\), (\\S+)\\. Bye Lee").matcher(text);
        assertThat(match.lookingAt()).as(text).isTrue(); // the footer follows
        assertThat(click(match.group(1))).isEqualTo(new ClickTarget(SUBJECT, 0, "https://x.example/"));
        assertThat(click(match.group(2))).isEqualTo(new ClickTarget(SUBJECT, 1, "https://z.example/Ann"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "<p>{{n}}</p> -> p -> its text -> A & <b>\"x\"</b> 'é'",
                "<p title='{{n}}'>x</p> -> p -> title -> A & <b>\"x\"</b> 'é'",
                "<a href='https://x.example/?n={{n}}'>x</a> -> a -> href -> https://x.example/?n=A%20%26%20%3Cb%3E%22x%22%3C%2Fb%3E%20%27%C3%A9%27",
                "<a href='{{bad}}'>x</a> -> a -> href -> #",
                "<a href='{{site}}'>x</a> -> a -> href -> https://ann.example/a?b=c&d=e",
                "<a href='{{box}}'>x</a> -> a -> href -> mailto:a@b.example",
                "<a href='{{site}}?d=1'>x</a> -> a -> href -> https://ann.example/a?b=c&d=e&d=1",
                "<a href='{{bad}}?d=1'>x</a> -> a -> href -> #",
                "<a href='https://{{site}}'>x</a> -> a -> href -> https://ann.example/a?b=c&d=e",
                "<a href='http://{{host}}/x'>x</a> -> a -> href -> http://b.example:81/x",
                "<a href='{{www}}'>x</a> -> a -> href -> https://www.b.example/",
                "<a href='{{none|https://f.example/}}'>x</a> -> a -> href -> https://f.example/",
                "<img src='https://x.example/{{n}}.png'> -> img -> src -> https://x.example/A%20%26%20%3Cb%3E%22x%22%3C%2Fb%3E%20%27%C3%A9%27.png",
                "<p style='color:{{css}}'>x</p> -> p -> style -> color:red urlx",
                "<p>{{ {{}} {{n</p> -> p -> its text -> {{ {{}} {{n"
            })
    void fieldsAreEscapedForTheirPlace(String html, String tag, String attribute, String expected) {
        Person person = new Person(
                SUBJECT,
                "ann@example.org",
                "",
                "",
                Map.of(
                        "n",
                        "A & <b>\"x\"</b> 'é'",
                        "bad",
                        "javascript:alert(1)",
                        "site",
                        "https://ann.example/a?b=c&d=e",
                        "host",
                        "b.example:81",
                        "www",
                        "www.b.example/",
                        "box",
                        "mailto:a@b.example",
                        "css",
                        "red;} url(x)"));
        String preview = prepare(html).preview(person).html();
        Element element = Jsoup.parse(preview).expectFirst(tag);
        assertThat(attribute.equals("its text") ? element.text() : element.attr(attribute))
                .isEqualTo(expected);
    }

    @Test
    void wholeFieldLinkIsTrackedForThePerson() {
        String html =
                prepare("<a href=\"{{ site }}\">x</a>").render(ANN).parts().html();
        assertThat(click(Jsoup.parse(html).expectFirst("a").attr("href")).url())
                .isEqualTo("https://ann.example/a?b=c&d=e");
    }

    @Test
    void footerIsAddedToMarketingThatHasNoUnsubscribeLink() {
        OutgoingMessage mail = prepare("<p>Hi</p>").render(ANN).parts();
        assertThat(Jsoup.parse(mail.html()).body().text())
                .isEqualTo(
                        "Hi Sent by Riverside Gym 1 Mill Lane River Town Unsubscribe · Preferences · View in browser");
        assertThat(mail.text())
                .startsWith(
                        "Hi\n\n--\nSent by Riverside Gym\n1 Mill Lane\nRiver Town\n\nUnsubscribe: https://mail.example/u/");
        String own = prepare("<p><a href='{{ Unsubscribe URL }}'>Stop</a></p>")
                .render(ANN)
                .parts()
                .html();
        assertThat(own).contains("https://mail.example/u/").doesNotContain("Sent by");
    }

    @Test
    void browserPageHasTrackedLinksAndNoPixel() {
        String page = prepare("<a href='https://x.example/'>x</a>").renderForBrowser(ANN);
        assertThat(page).contains("<title>");
        assertThat(page).contains("https://mail.example/c/").doesNotContain("/o/");
    }

    @Test
    void previewTracksNothing() {
        PreparedMessage.Preview preview =
                prepare("<a href='https://x.example/'>x</a> {{first_name}}").preview(ANN);
        assertThat(preview.html()).contains("href=\"https://x.example/\"").doesNotContain("/c/", "/o/");
        assertThat(preview.text()).startsWith("x <https://x.example/> Ann");
        assertThat(preview.subject()).isEqualTo("News");
    }

    @Test
    void linesStayBelowTheLimitAndAreFew() {
        String cjk = "<p>" + "春のリサイタル".repeat(300) + "</p>";
        String latin = "<p>" + "Grüße aus dem Studio <b>bold</b>\n".repeat(400) + "</p>";
        String style = "<style>" + ".a{color:red;content:\"é\"}\n".repeat(100) + "</style>";
        String links = "<a href='https://x.example/some/path?with=query'>x</a>".repeat(50);
        OutgoingMessage mail = prepare(style + cjk + latin + links + "<pre>a\n b</pre>")
                .render(ANN)
                .parts();
        assertThat(mail.html()).matches("[\\x20-\\x7e\\n\\t]*");
        String[] lines = mail.html().split("\n", -1);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(998));
        assertThat(mail.html().length() / lines.length).isGreaterThan(200);
        Document read = Jsoup.parse(mail.html());
        assertThat(read.expectFirst("p").text()).isEqualTo("春のリサイタル".repeat(300));
        assertThat(read.expectFirst("pre").wholeText()).isEqualTo("a\n b");
        assertThat(read.select("p").get(1).text())
                .isEqualTo("Grüße aus dem Studio bold ".repeat(400).strip());
    }

    @Test
    void inlineImageIsPartOfTheMailAndDataInABrowser() {
        Attachment logo = new Attachment("logo.png", "image/png", new byte[] {1, 2, 3}, "logo@x");
        MessageContent content = new MessageContent(
                "B",
                "s",
                null,
                "n",
                "a@b.example",
                null,
                "<img src='cid:logo@x'>",
                null,
                false,
                "n",
                "l",
                null,
                List.of(logo),
                true,
                true);
        PreparedMessage prepared = PreparedMessage.prepare(content, SETTINGS, TOKENS);
        assertThat(prepared.render(ANN).parts().html()).contains("src=\"cid:logo@x\"");
        assertThat(prepared.renderForBrowser(ANN)).contains("src=\"data:image/png;base64,AQID\"");
    }

    @Test
    void preheaderComesFirstAndHidden() {
        MessageContent content = new MessageContent(
                "B",
                "s",
                "For {{first_name}} <3",
                "n",
                "a@b.example",
                null,
                "<p>x</p>",
                null,
                false,
                "n",
                "l",
                null,
                List.of(),
                true,
                true);
        Element first = Jsoup.parse(PreparedMessage.prepare(content, SETTINGS, TOKENS)
                        .render(ANN)
                        .parts()
                        .html())
                .body()
                .child(0);
        assertThat(first.text()).isEqualTo("For Ann <3");
        assertThat(first.attr("style")).contains("display:none");
    }

    @Test
    void blankFieldsAreFoundInEveryPart() {
        MessageContent content = new MessageContent(
                "B",
                "{{a}}",
                "{{b}}",
                "n",
                "a@b.example",
                null,
                "<a href='https://x.example/{{c}}'>{{d}} {{first_name}} {{e|x}}</a>",
                "{{f}}",
                false,
                "n",
                "l",
                null,
                List.of(),
                true,
                true);
        assertThat(PreparedMessage.prepare(content, SETTINGS, TOKENS).blankFields(ANN))
                .containsExactlyInAnyOrder("a", "b", "c", "d", "f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Zoë -> Müller -> 🎉 Hé {{first_name}}, ça va? -> 🎉 Hé Zoë, ça va?",
                "ليلى -> حداد -> مرحبا {{first_name}} 😀 -> مرحبا ليلى 😀",
                "さくら -> 田中 -> 春のリサイタル -> 春のリサイタル",
                "\"Q\" -> O'Neil, Jr. -> =?x?= \"quoted\" -> =?x?= \"quoted\""
            })
    void aMailProgramReadsBackWhatWasWritten(String first, String last, String subject, String expected)
            throws Exception {
        Person person = new Person(SUBJECT, "x@example.org", first, last, Map.of());
        MessageContent content = new MessageContent(
                "B",
                subject,
                null,
                "Gymnastik für Groß & Klein 🤸",
                "a@b.example",
                "r@b.example",
                "<p>{{first_name}} " + subject.replace("=?", "") + "</p>",
                null,
                false,
                "Größe, Inc.",
                "l.example",
                null,
                List.of(),
                true,
                true);
        RenderedMessage mail =
                PreparedMessage.prepare(content, SETTINGS, TOKENS).render(person);
        MimeMessage read = WrittenMessage.of(mail).parsed();
        assertThat(mail.parts().headers().values())
                .allSatisfy(value -> assertThat(value).matches("[\\x20-\\x7e\\r\\n]*"));
        assertThat(read.getSubject()).isEqualTo(expected);
        assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Gymnastik für Groß & Klein 🤸");
        InternetAddress to = (InternetAddress) read.getRecipients(Message.RecipientType.TO)[0];
        assertThat(to.getPersonal()).isEqualTo(first + " " + last);
        assertThat(to.getAddress()).isEqualTo("x@example.org");
        assertThat(read.getHeader("List-Id", null)).endsWith("<service.l.example>");
        MimeMultipart parts = (MimeMultipart) read.getContent();
        assertThat((String) parts.getBodyPart(0).getContent()).contains(first);
        assertThat(Jsoup.parse((String) parts.getBodyPart(1).getContent()).text())
                .contains(first);
    }

    @Test
    void rightToLeftMessageIsSetFromTheRight() {
        assertThat(prepare("<p>مرحبا بالعالم، الحفل يوم السبت القادم في القاعة الكبيرة</p>")
                        .render(ANN)
                        .parts()
                        .html())
                .contains("<body dir=\"rtl\">");
        assertThat(prepare("<p>Hello שלום</p>").render(ANN).parts().html()).doesNotContain("dir=");
    }

    @Test
    void aBrokenAddressIsRefusedForThisPersonOnly() {
        PreparedMessage prepared = prepare("x");
        Person broken = new Person(SUBJECT, "ann@example.org\r\nDATA", "", "", Map.of());
        assertThatThrownBy(() -> prepared.render(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThat(prepared.render(ANN).parts().to()).isEqualTo("ann@example.org");
    }

    private static PreparedMessage prepare(String html) {
        return PreparedMessage.prepare(content(html, null, true), SETTINGS, TOKENS);
    }

    private static MessageContent content(String html, @Nullable String text, boolean marketing) {
        return new MessageContent(
                "01BLAST",
                "News",
                null,
                "Riverside Gym",
                "office@river.example",
                null,
                html,
                text,
                marketing,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Mill Lane\nRiver Town",
                List.of(),
                true,
                true);
    }

    private static Optional<TokenSubject> verify(TokenPurpose purpose, String text, String pattern) {
        return TOKENS.verify(purpose, text.replaceAll(pattern, "$1"));
    }

    private static ClickTarget click(String url) {
        assertThat(url).startsWith("https://mail.example/c/");
        return TOKENS.verifyClick(url.substring("https://mail.example/c/".length()))
                .orElseThrow();
    }
}
