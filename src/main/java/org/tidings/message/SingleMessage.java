package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message to one person outside any blast, with a text and an HTML part. Nothing is tracked, and it cannot be unsubscribed from: it is sent
 * only because the recipient asked for something.
 */
public final class SingleMessage implements RenderedMessage {

    private static final String BUTTON = "display:inline-block;padding:12px 20px;border-radius:6px;background:#0b5cad;"
            + "color:#ffffff;text-decoration:none;font-weight:bold";
    private static final String BODY =
            "margin:0;padding:24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5";

    private final SingleMail mail;
    private final TokenSubject subject;
    private final String to;
    private final String token;
    private final MessageSettings settings;
    private final Tokens tokens;
    private final Clock clock;

    /**
     * Signs the return path and the Message-ID, which are the same for every attempt.
     *
     * @param accountId the account that sends
     * @param id the number of the message
     * @throws IllegalArgumentException if an address cannot be used in mail
     */
    public SingleMessage(
            SingleMail mail, long accountId, long id, MessageSettings settings, Tokens tokens, Clock clock) {
        this.mail = mail;
        this.subject = new TokenSubject(accountId, 0, id);
        this.to = HeaderText.address(mail.to());
        this.token = tokens.sign(TokenPurpose.ACCOUNT_MAIL, subject);
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public String envelopeFrom() {
        return "s+" + token + "@" + settings.feedbackDomain();
    }

    @Override
    public String envelopeTo() {
        return to;
    }

    @Override
    public OutgoingMessage parts() {
        return new OutgoingMessage(
                envelopeFrom(), HeaderText.address(mail.fromAddress()), to, headers(), html(), text(), List.of());
    }

    @Override
    public void writeBeginningTo(OutputStream out) throws IOException {
        String boundary = tokens.secretWord("boundary of mail " + subject.addressId());
        Rendering nothing = new Rendering(
                new Rendering.Common(tokens, settings.baseUrl(), new LinkTable(false), TokenPurpose.UNSUBSCRIBE),
                new Person(TokenSubject.NOBODY, to, "", "", Map.of()),
                Rendering.Mode.MAIL);
        new MimeTemplate(constant(text()), constant(html()), List.of(), boundary, new MessageDate(clock))
                .writeBeginning(out, headers(), nothing);
    }

    private static BodyTemplate constant(String body) {
        return new BodyTemplate(List.of(new TemplateSegment.Literal(body)));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", HeaderText.mailbox("From", mail.fromName(), HeaderText.address(mail.fromAddress())));
        headers.put("To", HeaderText.mailbox("To", "", to));
        String reply = mail.replyTo();
        if (reply != null && !reply.isBlank()) {
            headers.put("Reply-To", HeaderText.address(reply.strip()));
        }
        headers.put("Subject", HeaderText.unstructured("Subject", HeaderText.oneLine(mail.subject())));
        headers.put("Message-ID", "<" + token + "@" + settings.feedbackDomain() + ">");
        headers.put("Auto-Submitted", "auto-generated");
        settings.providerHeaders().ifPresent(provider -> headers.putAll(provider.of(null)));
        return headers;
    }

    private String text() {
        String link = mail.link();
        return TextTemplate.printable(mail.before() + "\n\n"
                + (link == null ? "" : mail.action() + ":\n" + link + "\n\n") + mail.after() + "\n");
    }

    private String html() {
        String link = mail.link();
        String button = link == null
                ? ""
                : "<p style=\"margin:24px 0\"><a href=\"" + AsciiHtml.escape(link) + "\" style=\"" + BUTTON + "\">"
                        + AsciiHtml.escape(String.valueOf(mail.action())) + "</a></p>\n";
        return "<!doctype html>\n<html lang=\"en\">\n<head><title>"
                + AsciiHtml.escape(HeaderText.oneLine(mail.subject()))
                + "</title></head>\n<body style=\"" + BODY + "\">\n" + paragraphs(mail.before()) + button
                + paragraphs(mail.after()) + "</body>\n</html>\n";
    }

    private static String paragraphs(String text) {
        StringBuilder html = new StringBuilder();
        for (String paragraph : TextTemplate.printable(text).split("\n{2,}", -1)) {
            if (!paragraph.isBlank()) {
                html.append("<p>")
                        .append(AsciiHtml.escape(paragraph.strip()).replace("\n", "<br>\n"))
                        .append("</p>\n");
            }
        }
        return html.toString();
    }
}
