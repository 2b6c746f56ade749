package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message with all done that does not vary between recipients: parsing, links, escaping, line lengths. What is left for each
 * person is string building and signing. Immutable and safe to share between threads.
 */
public final class PreparedMessage {

    /** Before the position of a link in {@link #renderPlaces}. */
    public static final String PLACE = "#link-";

    /** What a page shows: the message without any transport. */
    public record Preview(String subject, String html, String text) {}

    private final MessageSettings settings;
    private final String from;
    private final MailHeaders headers;
    private final Rendering.Common common;
    private final BodyTemplate html;
    private final BodyTemplate text;
    private final List<Attachment> attachments;
    private final String boundaryWord;
    private final MessageDate date;
    private final Set<String> fieldsWithoutFallback = new LinkedHashSet<>();
    private volatile @Nullable MimeTemplate mime;

    private PreparedMessage(MessageContent given, MessageSettings settings, Tokens tokens, int firstLink, Clock clock) {
        MessageContent content = LaidOutDocument.decided(given);
        this.settings = settings;
        this.from = HeaderText.address(content.fromAddress());
        this.headers = new MailHeaders(content, settings);
        this.attachments = content.attachments();
        this.boundaryWord = tokens.secretWord("boundary of " + content.blastId());
        this.date = new MessageDate(clock);
        LinkTable links = new LinkTable(content.trackClicks(), firstLink);
        this.common = new Rendering.Common(
                tokens,
                settings.baseUrl(),
                links,
                content.marketing() ? TokenPurpose.UNSUBSCRIBE : TokenPurpose.UNSUBSCRIBE_SERVICE);
        HtmlTemplate.Prepared htmlPart =
                HtmlTemplate.cut(MailDocument.of(content), links, attachments, content.trackOpens());
        TextTemplate.Prepared textPart = TextTemplate.cut(MailDocument.textOf(content), links);
        this.html = htmlPart.body();
        this.text = textPart.body();
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
        return prepare(content, settings, tokens, 0);
    }

    /**
     * Prepares a message that shares the report of another one.
     *
     * @param firstLink the position of its first link, greater than those of the other message
     */
    public static PreparedMessage prepare(
            MessageContent content, MessageSettings settings, Tokens tokens, int firstLink) {
        return new PreparedMessage(content, settings, tokens, firstLink, Clock.systemUTC());
    }

    static PreparedMessage prepare(MessageContent content, MessageSettings settings, Tokens tokens, Clock clock) {
        return new PreparedMessage(content, settings, tokens, 0, clock);
    }

    /** The links in order; positions are those of click tokens. */
    public List<Link> links() {
        return common.links().links();
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
    public RenderedMessage render(Person person) {
        return new PersonalMessage(this, rendering(person, Rendering.Mode.MAIL));
    }

    String returnPath(Rendering rendering) {
        return "b+" + rendering.token(TokenPurpose.RETURN_PATH) + "@" + settings.feedbackDomain();
    }

    OutgoingMessage parts(Rendering rendering, String to) {
        return new OutgoingMessage(
                returnPath(rendering),
                from,
                to,
                headers.forPerson(rendering, to),
                html.render(rendering),
                text.render(rendering),
                attachments);
    }

    void writeBeginning(OutputStream out, Rendering rendering, String to) throws IOException {
        mime().writeBeginning(out, headers.forPerson(rendering, to), rendering);
    }

    byte[] sharedEnd() {
        return mime().sharedEnd();
    }

    /** Octets of all attachments and embedded images together. */
    public long attachedOctets() {
        return attachments.stream().mapToLong(file -> file.content().length).sum();
    }

    /** Made when the first message is written: many prepared messages are only looked at. */
    private MimeTemplate mime() {
        MimeTemplate known = mime;
        if (known == null) {
            synchronized (this) {
                known = mime;
                if (known == null) {
                    known = new MimeTemplate(text, html, attachments, boundaryWord, date);
                    mime = known;
                }
            }
        }
        return known;
    }

    /** The message in a browser: links tracked as in the mail, no pixel, inline images as data, the subject as title. */
    public String renderForBrowser(Person person) {
        return html.render(rendering(person, Rendering.Mode.BROWSER));
    }

    /** The message as a page for everybody: merge fields by their fallbacks, nothing tracked or signed, no links of a recipient. */
    public String renderForPublic() {
        Preview shown = preview(new Person(TokenSubject.NOBODY, "", "", "", Map.of()));
        return PublicCopy.of(shown.html(), settings.baseUrl());
    }

    /** What this person will see; nothing is tracked or signed. */
    public Preview preview(Person person) {
        Rendering rendering = rendering(person, Rendering.Mode.PREVIEW);
        return new Preview(headers.subject(rendering), html.render(rendering), text.render(rendering));
    }

    /** The HTML that this person sees, in which each tracked link leads to {@link #PLACE} and its position; nothing is tracked or signed. */
    public String renderPlaces(Person person) {
        return html.render(rendering(person, Rendering.Mode.PLACES));
    }

    /** Octets of the HTML that this person gets, before it is encoded for transport. */
    int htmlOctets(Person person) {
        return html.render(rendering(person, Rendering.Mode.MAIL)).length(); // ASCII
    }

    private Rendering rendering(Person person, Rendering.Mode mode) {
        return new Rendering(common, person, mode);
    }
}
