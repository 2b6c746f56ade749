package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of headers (RFC 5322, section 2.1.1), read by the letter of RFC 5322 and RFC 2047, without a mail library. */
class HeaderLinesTest {

    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example", "bounce.example", Optional.empty());
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?UTF-8\\?([BQ])\\?([!->@-~]+)\\?=");
    private static final Pattern BETWEEN_ENCODED_WORDS = Pattern.compile("\\?=[ \\t]++(?==\\?UTF-8\\?[BQ]\\?)");

    static Stream<String> texts() {
        return Stream.of(
                "Recital",
                "A long subject in plain ASCII that goes well past the seventy-eight characters of a line",
                "two  spaces, then   three, and a long rest that is folded somewhere in this text    here",
                "x".repeat(250),
                "short " + "x".repeat(77) + " short",
                "é".repeat(200),
                "春の発表会は今週の土曜日です".repeat(10),
                "👨‍👩‍👧‍👦🤸🎉".repeat(15),
                "x" + "👍🏽".repeat(50),
                "=?utf-8?q?free=20money?= and more",
                "1+1=? or =?UTF-8?B?",
                "Zoë's 50% = \"gut\" (really), <all> of it; and_under_scores",
                "mixed ascii und Größe ".repeat(8) + "end");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void subjectIsReadBackFromShortLines(String text) {
        String header = "Subject: " + HeaderText.unstructured("Subject", text);
        assertThat(header.split("\r\n", -1)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(decoded(header)).isEqualTo("Subject: " + text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nameIsReadBackFromShortLines(String text) {
        for (String header : List.of(
                "From: " + HeaderText.mailbox("From", text, "office@river.example"),
                "List-Id: " + HeaderText.listId(text, "office@river.example"))) {
            assertThat(header.split("\r\n", -1))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
            String value = decoded(header).replaceFirst("^(From|List-Id): ", "");
            assertThat(value).endsWith(" <office@river.example>");
            String phrase = value.substring(0, value.length() - " <office@river.example>".length());
            boolean quoted = phrase.startsWith("\"") && phrase.endsWith("\"");
            assertThat(quoted ? phrase.substring(1, phrase.length() - 1).replaceAll("\\\\(.)", "$1") : phrase)
                    .isEqualTo(text);
        }
    }

    @Test
    void hugeValuesAreCut() throws Exception {
        String huge = "x".repeat(100_000);
        Person person = new Person(
                new TokenSubject(7, 8, 9), "ann@example.org", huge, "🎉".repeat(50_000), Map.of("city", huge));
        MessageContent content = new MessageContent(
                "01BLAST",
                "News from {{city}}",
                null,
                "Ü".repeat(200),
                "office@river.example",
                "reply@river.example",
                "<p>Hi</p>",
                null,
                true,
                "Z".repeat(200),
                "acc1.lists.river.example",
                null,
                List.of(),
                true,
                true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PreparedMessage.prepare(content, SETTINGS, TOKENS).render(person).writeTo(out);
        String wire = out.toString(StandardCharsets.US_ASCII);
        String head = wire.substring(0, wire.indexOf("\r\n\r\n"));
        assertThat(head.split("\r\n", -1)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        String unfolded = decoded(head);
        assertThat(unfolded).contains("\r\nSubject: News from " + "x".repeat(255 - "News from ".length()) + "…\r\n");
        assertThat(unfolded).contains("\r\nTo: " + "x".repeat(255) + "… <ann@example.org>\r\n");
        assertThat(unfolded).contains("\r\nFrom: " + "Ü".repeat(200) + " <office@river.example>\r\n");
    }

    @Test
    void typedSubjectIsNotCut() {
        String typed = "A long subject, typed as it is. ".repeat(15).strip();
        assertThat(decoded(HeaderText.unstructured("Subject", typed))).isEqualTo(typed);
    }

    @Test
    void cutKeepsCharactersWhole() {
        assertThat(HeaderText.limited("ab🎉", 3)).isEqualTo("ab…");
        assertThat(HeaderText.limited("ab🎉", 4)).isEqualTo("ab🎉");
        assertThat(HeaderText.limited("ab cd", 3)).isEqualTo("ab…");
    }

    /** Unfolds (RFC 5322, section 2.2.3), then decodes (RFC 2047, section 6.2). */
    private static String decoded(String folded) {
        String unfolded = folded.replaceAll("\r\n(?=[ \t])", "");
        String joined = BETWEEN_ENCODED_WORDS.matcher(unfolded).replaceAll("?=");
        return ENCODED_WORD
                .matcher(joined)
                .replaceAll(word -> Matcher.quoteReplacement(
                        word.group(1).equals("B")
                                ? new String(Base64.getDecoder().decode(word.group(2)), UTF_8)
                                : quoted(word.group(2))));
    }

    private static String quoted(String word) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '=') {
                octets.write(Integer.parseInt(word.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write(c == '_' ? ' ' : c);
            }
        }
        return octets.toString(UTF_8);
    }
}
