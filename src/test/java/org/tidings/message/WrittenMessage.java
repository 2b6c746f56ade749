package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The octets of a message as a mail program reads them. */
record WrittenMessage(String wire, MimeMessage parsed) {

    static WrittenMessage of(RenderedMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
            MimeMessage parsed =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(out.toByteArray()));
            return new WrittenMessage(out.toString(StandardCharsets.ISO_8859_1), parsed);
        } catch (IOException | MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    /** What every message must keep, whoever wrote it. */
    WrittenMessage isFitForSmtp() {
        assertThat(wire).matches("[\\x20-\\x7e\\t\\r\\n]*+").endsWith("\r\n");
        assertThat(wire.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(wire.split("\r\n", -1)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        return this;
    }

    String head() {
        return wire.substring(0, wire.indexOf("\r\n\r\n"));
    }

    /** The tree of parts: {@code mixed(alternative(plain html) pdf)}. */
    String structure() {
        return structure(parsed);
    }

    /** The decoded text of the only part of this type, lines ending in LF. */
    String text(String type) {
        try {
            return new String(part(type).getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException | MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    String encoding(String type) {
        return header(part(type), "Content-Transfer-Encoding");
    }

    Part part(String type) {
        return parts().stream().filter(part -> is(part, type)).findFirst().orElseThrow();
    }

    List<Part> parts() {
        List<Part> leaves = new ArrayList<>();
        collect(parsed, leaves);
        return leaves;
    }

    static String header(Part part, String name) {
        try {
            String[] values = part.getHeader(name);
            assertThat(values).as(name).hasSize(1);
            return values[0];
        } catch (MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static boolean is(Part part, String type) {
        try {
            return part.isMimeType(type);
        } catch (MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String structure(Part part) {
        List<String> children = new ArrayList<>();
        children(part).forEach(child -> children.add(structure(child)));
        String subtype = header(part, "Content-Type").replaceFirst("(?s)^[a-z]+/([a-z0-9.-]+).*", "$1");
        return children.isEmpty() ? subtype : subtype + "(" + String.join(" ", children) + ")";
    }

    private static void collect(Part part, List<Part> leaves) {
        List<BodyPart> children = children(part);
        if (children.isEmpty()) {
            leaves.add(part);
        }
        children.forEach(child -> collect(child, leaves));
    }

    private static List<BodyPart> children(Part part) {
        try {
            List<BodyPart> children = new ArrayList<>();
            if (part.isMimeType("multipart/*")) {
                Multipart multipart = (Multipart) part.getContent();
                for (int i = 0; i < multipart.getCount(); i++) {
                    children.add(multipart.getBodyPart(i));
                }
            }
            return children;
        } catch (IOException | MessagingException broken) {
            throw new AssertionError(broken);
        }
    }
}
