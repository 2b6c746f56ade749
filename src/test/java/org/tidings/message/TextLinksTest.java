package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links of the text part lead where those of the HTML part lead. */
class TextLinksTest {
    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final Person ANN = new Person(
            new TokenSubject(7, 8, 9),
            "ann@example.org",
            "Ann",
            "Lee",
            Map.of("site", "https://ann.example/a?b=c", "host", "ann.example:8080/x"));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());
    private static final Pattern TRACKED = Pattern.compile("https://mail\\.example/c/([\\w-]+)");

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            ".",
            ",",
            ";",
            ":",
            "!",
            "?",
            "'",
            "*",
            "]",
            "[",
            ")",
            "(",
            "/",
            "#",
            "&",
            "=",
            "%20",
            "%",
            "~",
            "_",
            "-",
            "+",
            "$",
            "@",
            "|",
            "\\",
            "^",
            "`",
            "{",
            "}",
            "{{",
            "}}",
            "\"",
            "<",
            ">",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "é",
            "春",
            "🎉",
            "\u200c",
            "\u00a0",
            "\u3000",
            "\u0001",
            "{{first_name}}",
            "{{last_name|x y}}",
            "{{none}}");
    private static final List<String> STARTS = List.of(
            "https://x.example/",
            "http://x.example?",
            "HTTPS://X.example/a",
            "https://bücher.example/",
            "{{site}}?",
            "{{site}}",
            "https://{{host}}",
            " https://x.example/");
    private static final List<String> PLACES = List.of(
            "<p>See <a href=\"%s\">the page</a>.</p>",
            "<p>(<a href=\"%s\">the page</a>)</p>",
            "<p><a href=\"%1$s\">%1$s</a>, and more</p>",
            "<a href=\"%s\"></a>!",
            "<ul><li><a href=\"%s\"><img src=\"cid:a\" alt=\"Picture\"></a></li></ul>",
            "<table><tr><td>a</td><td><a href=\"%s\">b</a></td></tr></table>",
            "<pre>x\n<a href=\"%s\">y</a></pre>",
            "<map name=\"m\"><area href=\"%s\" alt=\"Area\"><area href=\"https://second.example/\"></map>",
            "<h1><a href=\"%s\">Title</a></h1>");

    static Stream<String> messages() {
        Random random = new Random(20261127);
        return IntStream.range(0, 600).mapToObj(i -> {
            String url = STARTS.get(random.nextInt(STARTS.size()))
                    + random.ints(random.nextInt(8), 0, PIECES.size())
                            .mapToObj(PIECES::get)
                            .collect(Collectors.joining());
            return PLACES.get(i % PLACES.size()).formatted(Entities.escape(url));
        });
    }

    @ParameterizedTest
    @MethodSource("messages")
    void textHasTheTargetsOfTheHtml(String html) {
        OutgoingMessage mail = prepare(SafeHtml.clean(html)).render(ANN).parts();
        Set<ClickTarget> inHtml = targets(
                String.join(" ", Jsoup.parse(mail.html()).select("a, area").eachAttr("href")));
        assertThat(targets(mail.text())).as(mail.text()).isEqualTo(inHtml);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "!", "*", "]", ")", "?", "'", ":", "…"})
    void lastCharacterOfATargetIsKept(String last) {
        String html =
                "<p>See <a href=\"https://x.example/a" + last + "\">it</a>. Or https://y.example/b" + last + "</p>";
        String text = prepare(html).preview(ANN).text();
        assertThat(text).contains("<https://x.example/a" + last + ">");
        assertThat(targets(prepare(html).render(ANN).parts().text()))
                .extracting(ClickTarget::url)
                .contains(WebUrl.normalise("https://x.example/a" + last).orElseThrow());
    }

    private static Set<ClickTarget> targets(String text) {
        return TRACKED.matcher(text)
                .results()
                .map(match -> TOKENS.verifyClick(match.group(1)).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static PreparedMessage prepare(String html) {
        MessageContent content = new MessageContent(
                "01BLAST",
                "News",
                null,
                "Riverside Gym",
                "office@river.example",
                null,
                html,
                null,
                true,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Mill Lane",
                List.of(),
                false,
                true);
        return PreparedMessage.prepare(content, SETTINGS, TOKENS);
    }
}
