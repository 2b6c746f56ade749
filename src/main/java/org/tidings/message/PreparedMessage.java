package org.tidings.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A message with all done that does not vary between recipients: parsing, links, escaping, line lengths. What is left for each
 * person is string building and signing. Immutable and safe to share between threads.
 */
public final class PreparedMessage {

    /** What a page shows: the message without any transport. */
    public record Preview(String subject, String html, String text) {}

    private final MessageSettings settings;
    private final Tokens tokens;
    private final String from;
    private final MailHeaders headers;
    private final LinkTable links;
    private final List<TemplateSegment> html;
    private final List<TemplateSegment> text;
    private final List<Attachment> attachments;
    private final Set<String> fieldsWithoutFallback = new LinkedHashSet<>();

    private PreparedMessage(MessageContent content, MessageSettings settings, Tokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
        this.from = HeaderText.address(content.fromAddress());
        this.headers = new MailHeaders(content, settings);
        this.attachments = content.attachments();
        this.links = new LinkTable(content.trackClicks());
        HtmlTemplate.Prepared htmlPart =
                HtmlTemplate.cut(MailDocument.of(content), links, attachments, content.trackOpens());
        TextTemplate.Prepared textPart = TextTemplate.cut(MailDocument.textOf(content), links);
        this.html = htmlPart.pieces();
        this.text = textPart.pieces();
        fieldsWithoutFallback.addAll(new MergeTemplate(content.subject()).fieldsWithoutFallback());
        fieldsWithoutFallback.addAll(htmlPart.fieldsWithoutFallback());
        fieldsWithoutFallback.addAll(textPart.fieldsWithoutFallback());
    }

    /**
     * Prepares a message, once a blast.
     *
     * @throws IllegalArgumentException if the sender's or the reply address cannot be used in mail
     */
    public static PreparedMessage prepare(MessageContent content, MessageSettings settings, Tokens tokens) {
        return new PreparedMessage(content, settings, tokens);
    }

    /** The links in order; positions are those of click tokens. */
    public List<Link> links() {
        return links.links();
    }

    /** Merge fields that come out empty for this person, anywhere in the message. */
    public Set<String> blankFields(Person person) {
        return fieldsWithoutFallback.stream()
                .filter(field -> person.value(field).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The mail for one person.
     *
     * @throws IllegalArgumentException if the person's address cannot be mailed
     */
    public OutgoingMessage render(Person person) {
        Rendering rendering = rendering(person, Rendering.Mode.MAIL);
        String to = HeaderText.address(person.email());
        String subject = headers.subject(rendering);
        String messageToken = tokens.sign(TokenPurpose.MESSAGE, person.subject());
        String unsubscribeToken = tokens.sign(TokenPurpose.UNSUBSCRIBE, person.subject());
        String returnToken = tokens.sign(TokenPurpose.RETURN_PATH, person.subject());
        Map<String, String> fields = headers.forPerson(person, to, subject, messageToken, unsubscribeToken);
        return new OutgoingMessage(
                headers.messageId(messageToken),
                "b+" + returnToken + "@" + settings.feedbackDomain(),
                from,
                to,
                subject,
                fields,
                join(html, rendering),
                join(text, rendering),
                attachments);
    }

    /** The message in a browser: links tracked as in the mail, no pixel, inline images as data. */
    public String renderForBrowser(Person person) {
        return join(html, rendering(person, Rendering.Mode.BROWSER));
    }

    /** What this person will see; nothing is tracked or signed. */
    public Preview preview(Person person) {
        Rendering rendering = rendering(person, Rendering.Mode.PREVIEW);
        return new Preview(headers.subject(rendering), join(html, rendering), join(text, rendering));
    }

    private Rendering rendering(Person person, Rendering.Mode mode) {
        return new Rendering(person, mode, tokens, settings.baseUrl(), links);
    }

    private static String join(List<TemplateSegment> pieces, Rendering rendering) {
        StringBuilder out = new StringBuilder(8192);
        pieces.forEach(piece -> piece.appendTo(out, rendering));
        return out.toString();
    }
}
