package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.CpuTime;

/** Messages that no one writes are cleaned, checked, prepared and rendered, and in about the time of any other of their size. */
class HostileHtmlTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(4);
    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final Person ANN =
            new Person(new TokenSubject(7, 8, 9), "ann@example.org", "Ann", "Lee", Map.of("city", "Köln"));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example", "bounce.example", Optional.empty());

    static List<String> hostile() {
        return List.of(
                "{{a" + " ".repeat(40_000),
                "{{a".repeat(20_000),
                "{{a|".repeat(20_000) + "}",
                "<table><tr>" + "<td>x".repeat(20_000) + "</table>",
                "<ol>" + "<li>x".repeat(20_000) + "</ol>",
                "<div>".repeat(50_000) + "x",
                "<ul><li>".repeat(25_000) + "x",
                "<b>".repeat(50_000) + "x",
                "<table><tr><td>".repeat(15_000) + "x",
                "<a href='https://x.example/'>x</a>".repeat(5_000),
                "<!--[if mso]>" + " ".repeat(40_000) + "-->x",
                "<style>" + "/*".repeat(40_000) + "</style>x",
                "<style>" + "@import ".repeat(10_000) + "</style>x",
                "<style>@import 'x';" + "@media x{".repeat(5_000) + "</style>x",
                "<style>@import 'x';" + "p{a:(".repeat(5_000) + "</style>x",
                "<!--[if mso]>" + "<a ".repeat(20_000) + "<![endif]-->x",
                "<!--[if mso]>" + "<a title=\"".repeat(10_000) + "<![endif]-->x",
                "<a href='" + "%7B%7B".repeat(10_000) + "'>x</a>",
                "https://x.example/" + "!".repeat(40_000),
                "&lt;".repeat(20_000) + "https://x.example/",
                "<p>" + "{<b>{a</b>".repeat(10_000),
                "<p style='" + "url(".repeat(10_000) + "'>x",
                "<img ".repeat(20_000) + ">x",
                "http://".repeat(10_000),
                "<p class=MsoNormal style='mso-list:l0 level1 lfo1'>x".repeat(10_000),
                "<p class=MsoNormal>" + "<span style='mso-list:l0 level1 lfo1'>".repeat(10_000) + "x",
                "<p class=MsoNormal style='mso-list:l0 level1 lfo1'>" + "<span style='mso-list:Ignore'>".repeat(5_000)
                        + "1.",
                "<p class=MsoNormal>" + "<span>x</span>".repeat(20_000),
                "<pre>" + "<b>x</b> ".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileMessageIsHandledInAMoment(String typed) {
        RenderedMessage message = CpuTime.within(A_MOMENT, () -> {
            SafeHtml.clean(typed);
            MessageChecks.isEmpty(typed);
            return prepare(typed, "News").render(ANN);
        });
        WrittenMessage.of(message).isFitForSmtp();
    }

    /** Control characters are removed from a style sheet late, which must not make a marker of typed text. */
    @ParameterizedTest
    @MethodSource("markers")
    void typedMarkerStaysText(String typed) {
        String html = prepare(typed + "<p>Hi {{city}}</p>", "News").renderForBrowser(ANN);
        assertThat(html).contains("Hi K&#xf6;ln").contains("tdgs");
    }

    static List<String> markers() {
        return List.of(
                "<style>p{font-family:td\u0001gs0x,td\u0001gs99x}</style>",
                "<style>p{font-family:tdgs99999999999999999999x}</style>",
                "<p>td\u0001gs0x tdgs7x</p>",
                "<p title='td\u0002gs0x'>tdgs</p>",
                "<!--[if mso]><a href=\"https://x.example/td\u0001gs7x\">tdgs7x</a><![endif]-->");
    }

    @Test
    void numberedItemsKeepTheirNumbers() {
        assertThat(PlainText.from("<ol><li>a<ul><li>b</ul><li><p>c</p></ol>")).isEqualTo("1. a\n\n  - b\n\n2. c");
    }

    private static PreparedMessage prepare(String html, String subject) {
        MessageContent content = new MessageContent(
                "01BLAST",
                subject,
                null,
                "Riverside Gym",
                "office@river.example",
                null,
                html,
                null,
                true,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Main Street",
                List.of(),
                true,
                true);
        return PreparedMessage.prepare(content, SETTINGS, TOKENS);
    }
}
