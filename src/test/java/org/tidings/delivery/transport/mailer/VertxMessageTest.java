package org.tidings.delivery.transport.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.message.Attachment;
import org.tidings.message.OutgoingMessage;

/** Attachments as the Vert.x client writes them, read by another library. */
class VertxMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan.pdf",
                "Übersicht für die große Vorführung im Frühjahr – Gruppe 😀.pdf",
                "a name of many words that goes on and on until no line of a header has enough room for it.pdf",
                "=?utf-8?q?plan?=.pdf"
            })
    void nameIsReadBackFromShortLinesWithoutEncodedWords(String name) throws Exception {
        Attachment file = new Attachment(name, "application/pdf", new byte[] {1, 2, 3}, null);
        Part part = attached(file);
        assertThat(part.getFileName()).isEqualTo(name);
        assertThat(part.getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(part.isMimeType("application/pdf")).isTrue();
        assertThat(part.getInputStream().readAllBytes()).isEqualTo(file.content());
        for (String header : List.of("Content-Type", "Content-Disposition")) {
            assertThat(part.getHeader(header)[0]).doesNotContain("=?").satisfies(VertxMessageTest::hasShortLines);
        }
    }

    /** RFC 2046 section 5.2.1 forbids base64 for {@code message/rfc822}. */
    @ParameterizedTest
    @ValueSource(strings = {"message/rfc822", "MESSAGE/RFC822; charset=x", "multipart/mixed"})
    void messageIsAttachedAsAPlainFile(String type) throws Exception {
        Part part = attached(
                new Attachment("note.eml", type, "From: a@b.example\r\n\r\nHi".getBytes(StandardCharsets.UTF_8), null));
        assertThat(part.isMimeType("application/octet-stream")).isTrue();
        assertThat(part.getFileName()).isEqualTo("note.eml");
    }

    private static void hasShortLines(String header) {
        assertThat(header.split("\\r?\\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    private static Part attached(Attachment file) throws Exception {
        OutgoingMessage message = new OutgoingMessage(
                "b+x@bounce.example",
                "office@river.example",
                "ann@example.org",
                Map.of("Subject", "News"),
                "<p>Hi</p>",
                "Hi",
                List.of(file));
        String written = new MailEncoder(VertxMessage.of(message), "river.example", new MailConfig()).encode();
        MimeMessage read = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));
        return ((MimeMultipart) read.getContent()).getBodyPart(1);
    }
}
