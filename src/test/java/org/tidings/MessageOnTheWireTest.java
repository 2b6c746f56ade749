package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.content;
import static org.tidings.EndToEnd.header;
import static org.tidings.EndToEnd.links;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.send;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.ForeignMailServer.Received;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.Image;
import org.tidings.recipient.CountersHold;

/** What a stranger's mail server gets, octet by octet, and what a mail program makes of it. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class MessageOnTheWireTest {

    private static final String HTML =
            "<p>Hi {{first_name|there}}, <a href=\"https://studio.example/recital\">details</a></p>";

    private static ForeignMailServer mx;

    @Inject
    TestAccounts accounts;

    @Inject
    Audience audience;

    @Inject
    BlastLifecycle life;

    @Inject
    Clock clock;

    private TestAccounts.Person owner;

    @BeforeAll
    static void startMailServer() {
        mx = new ForeignMailServer(EndToEnd.SMTP_PORT).start();
    }

    @AfterAll
    static void stopMailServer() {
        mx.close();
    }

    @BeforeEach
    void newAccount() {
        owner = accounts.owner();
    }

    @Test
    void eachRecipientHasAMessageAndAnEnvelopeOfItsOwn() {
        String id =
                send(owner, blast("Own", HTML, List.of(person("own1@x.example", "A"), person("own2@x.example", "B"))));
        awaitState(owner, id, "COMPLETED");
        Received first = mx.only("own1@x.example");
        Received second = mx.only("own2@x.example");

        assertThat(first.recipients()).hasSize(1);
        assertThat(first.sender())
                .matches("b\\+[a-z2-7]+@bounces\\.studio\\.example")
                .isNotEqualTo(second.sender());
        assertThat(header(first, "Message-ID")).isNotEqualTo(header(second, "Message-ID"));
    }

    @Test
    void thousandsOfLinesArriveWhole() {
        String html = IntStream.range(0, 5_000)
                .mapToObj(i -> (i % 3 == 0 ? "." : "") + "line " + i)
                .collect(Collectors.joining("\n", "<pre>", "</pre>"));
        String id = send(owner, blast("Long", html, List.of(person("long@x.example", "Lo"))));
        awaitState(owner, id, "COMPLETED");
        List<String> lines = content(mx.only("long@x.example"), "text/html")
                .lines()
                .filter(line -> line.contains("line ") && !line.contains("display:none")) // not the preheader
                .toList();
        assertThat(lines).hasSize(5_000);
        assertThat(lines.get(3_333)).isEqualTo(".line 3333");
    }

    @Test
    void headersAreWhatTheInterfacesSay() {
        String id = send(owner, blast("Headers", HTML, List.of(person("headers@x.example", "Hal"))));
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("headers@x.example");
        String token = header(mail, "X-Tidings-Recipient");

        assertThat(header(mail, "Message-ID")).isEqualTo("<" + token + "@bounces.studio.example>");
        assertThat(header(mail, "List-Unsubscribe"))
                .matches(
                        "<https://news\\.studio\\.example/u/([a-z2-7]+)>, <mailto:u\\+\\1@bounces\\.studio\\.example>");
        assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(header(mail, "List-Id")).matches(".*<marketing\\.[A-Za-z0-9.-]+>");
        assertThat(header(mail, "Feedback-ID")).matches("[^:]+:[^:]+:marketing:tidings");
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(mail, "Precedence")).isEqualTo("bulk");
        assertThat(header(mail, "X-SES-CONFIGURATION-SET")).isEqualTo("studio");
        assertThat(header(mail, "X-SES-MESSAGE-TAGS")).isEqualTo("recipient=" + token);
        assertThat(header(mail, "X-PM-Metadata-recipient")).isEqualTo(token);
        assertThat(header(mail, "X-SMTPAPI")).contains("\"recipient\":\"" + token + "\"", "\"opentrack\"");
        assertThat(header(mail, "X-Mailgun-Variables")).isEqualTo("{\"recipient\":\"" + token + "\"}");
        assertThat(header(mail, "X-Mailin-custom")).isEqualTo(token);
        assertThat(header(mail, "X-MSYS-API")).contains("\"recipient\":\"" + token + "\"", "\"open_tracking\":false");
        assertThat(header(mail, "X-MC-Metadata")).isEqualTo("{\"recipient\":\"" + token + "\"}");
        assertThat(header(mail, "From")).endsWith("<hello@studio.example>");
        assertThat(header(mail, "To")).isEqualTo("Hal <headers@x.example>");
        assertThat(header(mail, "MIME-Version")).isEqualTo("1.0");
        assertThat(header(mail, "Date")).isNotBlank();
        assertThat(headerNames(mail)).doesNotContain("Cc", "Bcc", "Sender", "X-Mailer", "User-Agent");
    }

    @Test
    void serviceNoticeOffersAnUnsubscribeOfItsOwnScope() {
        Map<String, Object> notice = blast("Closed today", HTML, List.of(person("service@x.example", "Sia")));
        notice.put("purpose", "SERVICE");
        String id = send(owner, notice);
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("service@x.example");

        assertThat(headerNames(mail)).contains("List-Unsubscribe", "Auto-Submitted");
        assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(header(mail, "List-Id")).matches(".*<service\\.[A-Za-z0-9.-]+>");
        assertThat(header(mail, "Feedback-ID")).matches("[^:]+:[^:]+:service:tidings");
        assertThat(content(mail, "text/html")).contains("Unsubscribe from notices", "You get this notice because");
    }

    @Test
    void everyHeaderLineIsAsciiAndShort() {
        Map<String, Object> blast = blast(
                "🎉 Årsfest for {{first_name}} ".repeat(6).strip(), HTML, List.of(person("lines@x.example", "Åse 🎻")));
        blast.put("fromName", "Ballettskolen på Grünerløkka og omegn, avdeling for de aller minste");
        String id = send(owner, blast);
        awaitState(owner, id, "COMPLETED");
        String wire = new String(mx.only("lines@x.example").raw(), StandardCharsets.ISO_8859_1);
        String head = wire.substring(0, wire.indexOf("\r\n\r\n"));

        assertThat(head).matches("\\p{ASCII}*").doesNotContain("??");
        assertThat(wire.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        assertThat(wire.replace("\r\n", ""))
                .doesNotContain("\n")
                .doesNotContain("\r")
                .doesNotContain("=0D");
    }

    @Test
    void emojiAccentsAndRightToLeftTextArriveAsTheyWereWritten() throws MessagingException {
        String html = "<p>Kjære {{first_name}} 🎻</p><p dir=\"rtl\">שלום, مرحبا</p><p>naïve — 日本語</p>";
        Map<String, Object> blast = blast(
                "🎉 Recital for {{first_name}}: שלום, déjà vu", html, List.of(person("world@x.example", "Zoë 🎻")));
        blast.put("fromName", "Señor Müller 💃, Tanz & Ballett");
        blast.put("replyTo", "desk@studio.example");
        String id = send(owner, blast);
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("world@x.example");
        MimeMessage message = mail.message();

        assertThat(message.getSubject()).isEqualTo("🎉 Recital for Zoë 🎻: שלום, déjà vu");
        InternetAddress from = (InternetAddress) message.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Señor Müller 💃, Tanz & Ballett");
        assertThat(from.getAddress()).isEqualTo("hello@studio.example");
        InternetAddress to = (InternetAddress) message.getRecipients(Message.RecipientType.TO)[0];
        assertThat(to.getPersonal()).isEqualTo("Zoë 🎻");
        assertThat(to.getAddress()).isEqualTo("world@x.example");
        assertThat(header(mail, "Reply-To")).isEqualTo("desk@studio.example");
        String page = EndToEnd.document(mail).body().text();
        assertThat(page).contains("Kjære Zoë 🎻", "שלום, مرحبا", "naïve — 日本語");
        assertThat(content(mail, "text/plain")).contains("Kjære Zoë 🎻", "שלום, مرحبا", "naïve — 日本語");
    }

    @Test
    void everyWebLinkIsTrackedInBothPartsAndThePixelIsLast() throws Exception {
        String id = send(owner, blast("Links", HTML, List.of(person("links@x.example", "Lin"))));
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("links@x.example");

        assertThat(links(mail)).isNotEmpty().allSatisfy(link -> assertThat(link).startsWith(EndToEnd.BASE_URL + "/c/"));
        assertThat(mail.message().isMimeType("multipart/alternative")).isTrue();
        assertThat(content(mail, "text/plain"))
                .contains(EndToEnd.BASE_URL + "/c/")
                .doesNotContain("https://studio.example");
        assertThat(content(mail, "text/html")).doesNotContain("https://studio.example");
        Element last = EndToEnd.document(mail).body().children().last();
        assertThat(last.is("img[src*=/o/]") || last.select("*").last().is("img[src*=/o/]"))
                .isTrue();
        assertThat(EndToEnd.pixel(mail)).matches(EndToEnd.BASE_URL + "/o/[a-z2-7]+\\.gif");
    }

    @Test
    void attachmentsTravelInMixedAndEmbeddedPicturesBesideTheHtml() throws Exception {
        byte[] pdf = new byte[50_000];
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 1, 2, (byte) 0xFF};
        String picture = UlidCreator.getMonotonicUlid().toString();
        String id = sendDraft("files@x.example", blast -> {
            blast.html = "<p>Look: <img src=\"/i/" + picture + "\" alt=\"Stage\"></p>";
            blast.embedImages = true;
            storeImage(picture, png);
            storeFile(blast, "Påmelding 🎉.pdf", pdf);
        });
        awaitState(owner, id, "COMPLETED");
        Received mail = mx.only("files@x.example");
        MimeMessage message = mail.message();

        assertThat(message.isMimeType("multipart/mixed")).isTrue();
        Part file = EndToEnd.parts(message).stream()
                .filter(this::isFile)
                .findFirst()
                .orElseThrow();
        assertThat(MimeUtility.decodeText(file.getFileName())).isEqualTo("Påmelding 🎉.pdf");
        assertThat(file.isMimeType("application/pdf")).isTrue();
        assertThat(file.getInputStream().readAllBytes()).isEqualTo(pdf);
        Part image = EndToEnd.parts(message).stream()
                .filter(this::isImage)
                .findFirst()
                .orElseThrow();
        assertThat(image.getInputStream().readAllBytes()).isEqualTo(png);
        assertThat(image.getHeader("Content-ID")).containsExactly("<" + picture + ">");
        assertThat(EndToEnd.document(mail).select("img").first().attr("src")).isEqualTo("cid:" + picture);
        assertThat(((Multipart) message.getContent()).getCount())
                .as("the text and the file")
                .isEqualTo(2);
    }

    private boolean isFile(Part part) {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private boolean isImage(Part part) {
        try {
            return part.isMimeType("image/png");
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static List<String> headerNames(Received mail) {
        try {
            return java.util.Collections.list(mail.message().getAllHeaders()).stream()
                    .map(header -> header.getName())
                    .toList();
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private String sendDraft(String email, Consumer<Blast> writing) throws IOException {
        Blast blast = Blast.draft(owner.accountId(), owner.staffId(), clock.instant());
        blast.subject = "With files";
        QuarkusTransaction.requiringNew().run(() -> {
            blast.persistAndFlush();
            writing.accept(blast);
        });
        audience.add(
                blast,
                AudienceSource.Kind.API,
                "test",
                List.of(new Audience.Entry(1, email, "Fia", null, Map.of(), null)));
        QuarkusTransaction.requiringNew().run(() -> life.send(Blast.findById(blast.key()), null));
        return blast.publicId;
    }

    private void storeImage(String publicId, byte[] content) {
        Image image = new Image();
        image.publicId = publicId;
        image.accountId = owner.accountId();
        image.name = "stage.png";
        image.contentType = "image/png";
        image.sha256 = "0".repeat(64);
        image.content = content;
        image.createdAt = clock.instant();
        image.persist();
    }

    private static void storeFile(Blast blast, String name, byte[] content) {
        AttachedFile file = new AttachedFile();
        file.blastId = blast.key();
        file.name = name;
        file.contentType = "application/pdf";
        file.sizeBytes = content.length;
        file.content = content;
        file.persist();
    }
}
