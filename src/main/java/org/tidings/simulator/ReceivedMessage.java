package org.tidings.simulator;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A received message, parsed as a mail program does. */
final class ReceivedMessage {
    private static final Logger LOG = Logger.getLogger(ReceivedMessage.class);
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Pattern TEXT_LINK = Pattern.compile("https?://[^\\s<>\"]+");
    private static final Pattern HEADER_LINK = Pattern.compile("<\\s*(https?://[^>\\s]+)\\s*>");

    private final MimeMessage message;
    private final List<String> attachments = new ArrayList<>();
    private final Map<String, String> imagesByContentId = new LinkedHashMap<>();
    private @Nullable String text;
    private @Nullable Document html;

    private ReceivedMessage(MimeMessage message) throws MessagingException, IOException {
        this.message = message;
        walk(message);
    }

    private ReceivedMessage(String unreadable) {
        message = new MimeMessage(SESSION);
        text = unreadable;
    }

    /** Parses a message; invalid MIME is treated as plain text. */
    static ReceivedMessage read(byte[] raw) {
        try {
            return new ReceivedMessage(new MimeMessage(SESSION, new ByteArrayInputStream(raw)));
        } catch (MessagingException | IOException e) {
            LOG.debug("Invalid MIME message", e);
            return new ReceivedMessage(new String(raw, StandardCharsets.UTF_8));
        }
    }

    private void walk(Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                walk(child);
            }
        } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            String name = part.getFileName();
            attachments.add(name == null ? "(no name)" : MimeUtility.decodeText(name));
        } else if (part.isMimeType("text/html") && html == null) {
            html = Jsoup.parse(String.valueOf(part.getContent()));
        } else if (part.isMimeType("text/plain") && text == null) {
            text = String.valueOf(part.getContent());
        } else if (part.isMimeType("image/*") && part instanceof MimeBodyPart image && image.getContentID() != null) {
            keepEmbedded(image);
        }
    }

    private void keepEmbedded(MimeBodyPart image) throws MessagingException, IOException {
        String data = Base64.getEncoder().encodeToString(image.getInputStream().readAllBytes());
        String type = new ContentType(image.getContentType()).getBaseType();
        imagesByContentId.put(image.getContentID().replaceAll("[<>\\s]", ""), "data:" + type + ";base64," + data);
    }

    String subject() {
        return header("Subject");
    }

    String from() {
        return header("From");
    }

    private String header(String name) {
        try {
            String value = message.getHeader(name, ", ");
            return value == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (MessagingException | IOException e) {
            return "(unreadable)";
        }
    }

    /** File names, decoded. */
    List<String> attachments() {
        return attachments;
    }

    /** The plain-text part; empty where there is none. */
    String text() {
        return text == null ? "" : text;
    }

    /** A link with its text. */
    record Link(String words, String url) {}

    /** All web links in order: those of the HTML part or, without one, of the text part. */
    List<Link> links() {
        if (html == null) {
            return textLinks().map(url -> new Link(url, url)).toList();
        }
        return html.select("a[href], area[href]").stream()
                .filter(a -> isWeb(a.attr("href")))
                .map(a -> new Link(wordsOf(a), a.attr("href").strip()))
                .toList();
    }

    private Stream<String> textLinks() {
        return TEXT_LINK.matcher(text()).results().map(MatchResult::group);
    }

    private static String wordsOf(Element link) {
        if (link.hasText()) {
            return link.text();
        }
        Element image = link.selectFirst("img[alt]");
        return image == null ? link.attr("href") : image.attr("alt");
    }

    /** The URLs of remote images, which are loaded when the message is displayed, in order. */
    List<String> images() {
        if (html == null) {
            return List.of();
        }
        return html.select("img[src]").eachAttr("src").stream()
                .filter(ReceivedMessage::isWeb)
                .toList();
    }

    /** The distinct URLs that a security scanner requests: the links of both parts and the unsubscribe URL. */
    List<String> scannableUrls() {
        return Stream.of(links().stream().map(Link::url), textLinks(), unsubscribeUrl().stream())
                .flatMap(urls -> urls)
                .distinct()
                .toList();
    }

    /** The URL to returnMail to, if the message supports one-click unsubscribe (RFC 8058, section 3.1). */
    Optional<String> oneClickUrl() {
        boolean offered = header("List-Unsubscribe-Post").strip().equalsIgnoreCase("List-Unsubscribe=One-Click");
        return offered ? unsubscribeUrl() : Optional.empty();
    }

    /** The first web URL of the List-Unsubscribe header (RFC 2369, section 3.2). */
    private Optional<String> unsubscribeUrl() {
        return HEADER_LINK
                .matcher(header("List-Unsubscribe"))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    /**
     * The message for display in a sandboxed frame: embedded images are inlined, and links target a new window, which the sandbox blocks.
     */
    String forDisplay() {
        Document shown = html == null ? Jsoup.parse("<pre style='white-space:pre-wrap'></pre>") : html.clone();
        if (html == null) {
            shown.select("pre").forEach(pre -> pre.text(text()));
        }
        shown.select("a, area, form, base").attr("target", "_blank");
        for (Element image : shown.select("img[src^=cid:]")) {
            String data = imagesByContentId.get(image.attr("src").substring("cid:".length()));
            image.attr("src", data == null ? "" : data);
        }
        return shown.outerHtml();
    }

    private static boolean isWeb(String url) {
        String start = url.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("https://") || start.startsWith("http://");
    }
}
