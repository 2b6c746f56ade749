package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Header;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message as it is handed to the next hop, octet by octet, and as a mail program reads it. */
class MessageOctetsTest {
    private static final Tokens TOKENS = new Tokens(List.of("secret".getBytes(UTF_8)));
    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-06T07:08:09.999Z"), ZoneOffset.UTC);
    private static final Attachment PDF = new Attachment("plan.pdf", "application/pdf", octets(10_000), null);
    private static final Attachment LOGO = new Attachment("logo.png", "image/png", octets(333), "logo@x");
    private static final String HTML = "<p>Hi {{first_name|there}}, <a href='https://x.example/'>x</a> {{note}}</p>";

    @Test
    void headersComeInOrderAndOnce() throws Exception {
        RenderedMessage message = render(HTML, null, person("Ann"));
        List<String> names = Collections.list(written(message).parsed().getAllHeaders()).stream()
                .map(Header::getName)
                .toList();
        assertThat(names)
                .containsExactly(
                        "Date",
                        "From",
                        "To",
                        "Reply-To",
                        "Subject",
                        "Message-ID",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "List-Id",
                        "Feedback-ID",
                        "Auto-Submitted",
                        "Precedence",
                        "X-Tidings-Recipient",
                        "MIME-Version",
                        "Content-Type");
        message.parts()
                .headers()
                .forEach((name, value) ->
                        assertThat(written(message).head()).contains("\r\n" + name + ": " + value + "\r\n"));
    }

    @Test
    void dateIsWhenItIsWritten() {
        assertThat(written(render(HTML, null, person("Ann"))).head())
                .startsWith("Date: Fri, 6 Nov 2026 07:08:09 +0000\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "none -> alternative(plain html)",
                "logo -> alternative(plain related(html png))",
                "pdf -> mixed(alternative(plain html) pdf)",
                "logo pdf pdf -> mixed(alternative(plain related(html png)) pdf pdf)"
            })
    void structureDependsOnTheFiles(String files, String structure) {
        List<Attachment> attachments = new ArrayList<>();
        for (String file : files.split(" ", -1)) {
            Map<String, Attachment> known = Map.of("logo", LOGO, "pdf", PDF);
            Optional.ofNullable(known.get(file)).ifPresent(attachments::add);
        }
        WrittenMessage mail = written(render(content(HTML, null, "s", attachments), person("Ann")));
        assertThat(mail.structure()).isEqualTo(structure);
        mail.parts()
                .forEach(part -> assertThat(WrittenMessage.header(part, "Content-Transfer-Encoding"))
                        .isIn("7bit", "base64"));
        assertThat(mail.wire()).endsWith("--\r\n");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bothBodiesAreThoseOfTheParts(String html, @Nullable String text, String value) {
        RenderedMessage message = render(html, text, person(value));
        WrittenMessage mail = written(message);
        assertThat(mail.text("text/plain")).isEqualTo(inUtf8(message.parts().text()));
        assertThat(mail.text("text/html")).isEqualTo(message.parts().html());
        assertThat(mail.structure()).isEqualTo("alternative(plain html)");
    }

    /** Half of a surrogate pair cannot be sent. */
    private static String inUtf8(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    static Stream<Object[]> bodies() {
        List<String> texts = List.of(
                "Hi {{first_name}}",
                "{{first_name}}",
                "Grüße, {{first_name}} 🎉",
                "trailing space {{first_name}} \n\t\n.\n..\n.{{first_name}}\nFrom here\n",
                "=20 = {{first_name}}=\n",
                "--\n{{first_name}}\n--=_a\n",
                "x".repeat(2000) + "{{first_name}}",
                "ü".repeat(500) + "{{first_name}}" + "z".repeat(74) + "{{first_name}}\n\n",
                "word ".repeat(900) + "\r\nnext\rlast {{first_name}}",
                "春のリサイタル".repeat(100));
        List<String> values = List.of(
                "Ann",
                "",
                "Zoë 🎻",
                " \u00a0é ",
                "a\nb\r\nc\rd",
                "v".repeat(1500),
                "é".repeat(1500),
                "\t=3D\0\u0007" + "\ud83d",
                "x\r\n.\r\nQUIT\r\n");
        return texts.stream()
                .flatMap(text -> values.stream()
                        .flatMap(value -> Stream.of(
                                new Object[] {"<p>" + text.replace("\n", " ") + "</p>", text, value},
                                new Object[] {"<pre>" + text + "</pre>", null, value})));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Hello {{first_name}} -> Ann -> 7bit",
                "Hello {{first_name}} -> Zoë -> quoted-printable",
                "Grüße {{first_name}} -> Ann -> quoted-printable"
            })
    void plainTextIsSevenBitUnlessSomethingIsNotAscii(String text, String name, String encoding) {
        WrittenMessage mail = written(render(HTML, text, person(name)));
        assertThat(mail.encoding("text/plain")).isEqualTo(encoding);
        assertThat(mail.encoding("text/html")).isEqualTo("7bit");
    }

    @Test
    void lineThatIsTooLongForSevenBitIsQuotedPrintable() {
        String fits = "x".repeat(990) + "{{first_name}}";
        assertThat(written(render(HTML, fits, person("a".repeat(8)))).encoding("text/plain"))
                .isEqualTo("7bit");
        assertThat(written(render(HTML, fits, person("a".repeat(9)))).encoding("text/plain"))
                .isEqualTo("quoted-printable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: evil@example.org",
                "x\nBcc: evil@example.org\n\nbody",
                "x\rBcc: evil@example.org",
                "x\u2028Bcc: evil\u0085y\0",
                "=?utf-8?q?x=0D=0ABcc:_evil@example.org?=",
                "\"<evil@example.org>, ",
                "v\r\n--=_aBOUNDARY--\r\n\r\nx",
                "\r\n\r\n"
            })
    void valuesOfPeopleAddNeitherHeadersNorParts(String evil) throws Exception {
        String value = evil.replace("=_aBOUNDARY", "=_a" + "a".repeat(26));
        Person person = new Person(subject(1), "ann@example.org", value, value, Map.of("note", value));
        RenderedMessage message = render(HTML, "Hi {{first_name}}\n{{note}}", person);
        WrittenMessage mail = written(message);
        assertThat(mail.parsed().getHeader("Bcc")).isNull();
        assertThat(mail.parsed().getAllRecipients())
                .extracting(address -> ((InternetAddress) address).getAddress())
                .containsExactly("ann@example.org");
        assertThat(Collections.list(mail.parsed().getAllHeaders())).hasSize(15);
        assertThat(mail.structure()).isEqualTo("alternative(plain html)");
        assertThat(mail.text("text/plain")).isEqualTo(message.parts().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "🎉", "ü", "a b ", "\"q\", <z@y>"})
    void longNamesAndSubjectsStayInsideTheLimits(String unit) throws Exception {
        String value = unit.repeat(1200).strip();
        Person person = new Person(subject(1), "ann@example.org", value, "", Map.of());
        WrittenMessage mail = written(render(content(HTML, null, "For {{first_name}}", List.of()), person));
        assertThat(mail.parsed().getSubject()).isEqualTo(HeaderText.limited("For " + value, 255));
        InternetAddress to = (InternetAddress) mail.parsed().getAllRecipients()[0];
        assertThat(to.getAddress()).isEqualTo("ann@example.org");
        assertThat(to.getPersonal()).isEqualTo(HeaderText.limited(value, 255));
    }

    @Test
    void manySpacesStayInsideTheLimits() throws Exception {
        String value = "a" + " ".repeat(253) + "b";
        Person person = new Person(subject(1), "ann@example.org", value, "", Map.of());
        WrittenMessage mail = written(render(content(HTML, null, "{{first_name}}", List.of()), person));
        assertThat(mail.parsed().getSubject()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan.pdf",
                "The plan for 2026, final (2).pdf",
                "Påmelding 🎉.pdf",
                "春のリサイタル.pdf",
                "a very long name of a file that says all about what is in it and then some more.pdf"
            })
    void fileIsReadBackWithItsName(String name) throws Exception {
        Attachment file = new Attachment(name, "application/pdf", octets(5_001), null);
        WrittenMessage mail = written(render(content(HTML, null, "s", List.of(file)), person("Ann")));
        Part part = mail.part("application/pdf");
        assertThat(part.getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(part.getFileName()).isEqualTo(name);
        assertThat(part.getInputStream().readAllBytes()).isEqualTo(file.content());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 56, 57, 58, 100_000})
    void fileOfAnySizeIsReadBack(int size) throws Exception {
        Attachment file = new Attachment("f", "application/pdf", octets(size), null);
        WrittenMessage mail = written(render(content(HTML, null, "s", List.of(file)), person("Ann")));
        assertThat(mail.part("application/pdf").getInputStream().readAllBytes()).isEqualTo(file.content());
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv, text/csv",
        "'text/plain; charset=utf-8', text/plain",
        "message/rfc822, application/octet-stream",
        "multipart/mixed, application/octet-stream",
        "nonsense, application/octet-stream",
        "'text/html\r\nX-Evil: 1', application/octet-stream"
    })
    void typeThatCannotBeSentBecomesAPlainFile(String typed, String sent) throws Exception {
        Attachment file = new Attachment("x\r\nX-Evil: \"1", typed, octets(10), null);
        WrittenMessage mail = written(render(content(HTML, null, "s", List.of(file)), person("Ann")));
        Part part = mail.parts().get(2);
        assertThat(part.isMimeType(sent)).isTrue();
        assertThat(part.getHeader("X-Evil")).isNull();
        assertThat(part.getFileName()).isEqualTo("x X-Evil: _1");
    }

    @Test
    void inlineImageIsNamedByItsContentId() throws Exception {
        String html = "<p><img src='cid:logo@x' alt='Logo'></p>";
        WrittenMessage mail = written(render(content(html, null, "s", List.of(LOGO)), person("Ann")));
        Part image = mail.part("image/png");
        assertThat(WrittenMessage.header(image, "Content-ID")).isEqualTo("<logo@x>");
        assertThat(image.getDisposition()).isEqualTo(Part.INLINE);
        assertThat(image.getInputStream().readAllBytes()).isEqualTo(LOGO.content());
        assertThat(mail.text("text/html")).contains("src=\"cid:logo@x\"");
    }

    @Test
    void boundariesAreTheSameForABlastAndOccurNowhereElse() {
        PreparedMessage prepared = prepare(content(HTML, null, "s", List.of(LOGO, PDF)));
        String ann = written(prepared.render(person("Ann"))).wire();
        String zoe = written(prepared.render(person("Zoë"))).wire();
        List<String> boundaries = Pattern.compile("boundary=\"([^\"]{29})\"")
                .matcher(ann)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(boundaries).hasSize(3).doesNotHaveDuplicates();
        boundaries.forEach(boundary -> {
            assertThat(zoe).contains("boundary=\"" + boundary + "\"");
            assertThat(zoe.replaceAll("(?m)^--\\Q" + boundary + "\\E(--)?$|boundary=\"[^\"]+\"", ""))
                    .doesNotContain(boundary);
        });
        MessageContent other = content("B2", HTML, null, "s", List.of());
        assertThat(written(render(other, person("Ann"))).wire()).doesNotContain(boundaries);
    }

    @Test
    void everyAttemptHasTheSameOctets() throws IOException {
        MessageContent content = content(HTML, null, "News for {{first_name}}", List.of(LOGO, PDF));
        RenderedMessage message = render(content, person("Zoë"));
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        message.writeTo(twice);
        assertThat(written(message).wire()).isEqualTo(twice.toString(UTF_8));
        assertThat(written(render(content, person("Zoë"))).wire()).isEqualTo(twice.toString(UTF_8));
    }

    @Test
    void envelopeIsThatOfTheParts() {
        RenderedMessage message = render(HTML, null, person("Ann"));
        assertThat(message.envelopeFrom()).isEqualTo(message.parts().envelopeFrom());
        assertThat(message.envelopeTo()).isEqualTo(message.parts().to()).isEqualTo("ann@example.org");
        assertThat(message.parts()).isSameAs(message.parts());
    }

    private static WrittenMessage written(RenderedMessage message) {
        return WrittenMessage.of(message).isFitForSmtp();
    }

    private static RenderedMessage render(String html, @Nullable String text, Person person) {
        return render(content(html, text, "News for {{first_name|you}}", List.of()), person);
    }

    private static RenderedMessage render(MessageContent content, Person person) {
        return prepare(content).render(person);
    }

    private static PreparedMessage prepare(MessageContent content) {
        return PreparedMessage.prepare(content, SETTINGS, TOKENS, CLOCK);
    }

    private static MessageContent content(
            String html, @Nullable String text, String subject, List<Attachment> attachments) {
        return content("B1", html, text, subject, attachments);
    }

    private static MessageContent content(
            String blast, String html, @Nullable String text, String subject, List<Attachment> attachments) {
        return new MessageContent(
                blast,
                subject,
                null,
                "Tänze & Töne",
                "office@river.example",
                "desk@river.example",
                html,
                text,
                true,
                "Riverside Gym",
                "acc1.river.example",
                "1 Mill Lane",
                attachments,
                true,
                true);
    }

    private static Person person(String firstName) {
        return new Person(subject(1), "ann@example.org", firstName, "Lee", Map.of("note", "Bring shoes"));
    }

    private static TokenSubject subject(int seq) {
        return new TokenSubject(7, seq, 9);
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(7).nextBytes(octets);
        return octets;
    }
}
