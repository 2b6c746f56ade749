package org.tidings.message;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;

/**
 * The HTML cut into pieces, once a blast. Whatever differs from person to person is first replaced in the parsed document by
 * a marker, so that each place's rules of escaping are known; then the document is written out, and cut at the markers.
 */
final class HtmlTemplate {
    private static final Set<String> URL_ATTRIBUTES =
            Set.of("href", "src", "background", "poster", "action", "formaction", "cite", "longdesc", "data");
    private static final Pattern COMMENT_HREF = Pattern.compile("(?<=\\shref=\")[^\"]+(?=\")");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MARKER_LENGTH = 16;
    private static final int TYPICAL_PIECE = 250; // a tracked link with a usual target

    private final Document document;
    private final LinkTable links;
    private final List<Attachment> attachments;
    private final boolean spacesMatter;
    private final String marker;
    private final List<TemplateSegment> markedPieces = new ArrayList<>();
    private final Set<String> fieldsWithoutFallback = new LinkedHashSet<>();

    private HtmlTemplate(Document document, LinkTable links, List<Attachment> attachments) {
        String html = document.outerHtml();
        this.document = document;
        this.links = links;
        this.attachments = attachments;
        this.spacesMatter = html.toLowerCase(Locale.ROOT).contains("white-space");
        this.marker = unusedWord(html);
    }

    /** What came of one document. */
    record Prepared(BodyTemplate body, Set<String> fieldsWithoutFallback) {}

    /** Cuts a document, which is changed on the way. Its links are added to the table. */
    static Prepared cut(Document document, LinkTable links, List<Attachment> attachments, boolean pixel) {
        HtmlTemplate template = new HtmlTemplate(document, links, attachments);
        List<Node> nodes = new ArrayList<>();
        NodeTraversor.traverse((node, depth) -> nodes.add(node), document);
        nodes.forEach(template::mark);
        if (pixel) {
            document.body().appendText(template.mark(HtmlTemplate::pixel));
        }
        return new Prepared(new BodyTemplate(template.cutAtMarkers()), template.fieldsWithoutFallback);
    }

    private void mark(Node node) {
        if (node instanceof Element element) {
            for (Attribute attribute : element.attributes()) {
                attribute.setValue(markAttribute(element, attribute.getKey(), attribute.getValue()));
            }
        } else if (node instanceof TextNode text) {
            String typed = text.getWholeText();
            boolean collapse = !spacesMatter && !isPreformatted(text);
            text.text(markFields(collapse ? typed.replaceAll("[ \\t\\r\\n\\f]+", " ") : typed, AsciiHtml::escape));
        } else if (node instanceof DataNode data) {
            data.setWholeData(AsciiHtml.cssEscapes(markFields(data.getWholeData(), AsciiHtml::plainCssValue)));
        } else if (node instanceof Comment comment) {
            markComment(comment);
        }
    }

    private String markAttribute(Element element, String name, String value) {
        if (name.equals("href") && (element.nameIs("a") || element.nameIs("area"))) {
            String target = LinkTarget.mended(value);
            UrlTemplate template = new UrlTemplate(target);
            if (template.isTrackable()) {
                noteFields(target);
                int position = links.add(target, template, wordsOf(element));
                return mark(rendering -> AsciiHtml.escape(rendering.link(position)));
            }
            return markUrl(target);
        }
        if (name.equals("src") && value.regionMatches(true, 0, "cid:", 0, 4)) {
            return inlineImage(value);
        }
        if (URL_ATTRIBUTES.contains(name)) {
            return markUrl(value);
        }
        return markFields(value, name.equals("style") ? AsciiHtml::plainCssValue : AsciiHtml::escape);
    }

    private String markUrl(String value) {
        UrlTemplate template = new UrlTemplate(value);
        if (noteFields(value).isConstant()) {
            return value;
        }
        return mark(rendering -> AsciiHtml.escape(template.render(rendering)));
    }

    /** In the mail an inline image is a part of its own; a page has only itself, so it gets the image as data. */
    private String inlineImage(String cid) {
        return attachments.stream()
                .filter(file -> cid.substring(4).equals(file.contentId()))
                .findFirst()
                .map(file -> {
                    String part = AsciiHtml.escape(cid);
                    return mark(rendering -> rendering.mode() == Rendering.Mode.MAIL ? part : dataUrl(file));
                })
                .orElse(cid);
    }

    private static String dataUrl(Attachment file) {
        return "data:" + AsciiHtml.escape(file.contentType()) + ";base64,"
                + Base64.getEncoder().encodeToString(file.content());
    }

    /** Outlook reads conditional comments as HTML, so their buttons are links too. Other comments are removed. */
    private void markComment(Comment comment) {
        if (!ConditionalComment.isOne(comment.getData())) {
            comment.remove();
            return;
        }
        Matcher href = COMMENT_HREF.matcher(comment.getData());
        String tracked = href.replaceAll(match -> {
            String url = LinkTarget.mended(Parser.unescapeEntities(match.group(), true));
            UrlTemplate template = new UrlTemplate(url);
            if (!template.isTrackable()) {
                return Matcher.quoteReplacement(AsciiHtml.entitiesOnly(markUrl(url)));
            }
            noteFields(url);
            int position = links.findOrAdd(url, template);
            return mark(rendering -> AsciiHtml.escape(rendering.link(position)));
        });
        comment.setData(AsciiHtml.entitiesOnly(markFields(tracked, AsciiHtml::escape)));
    }

    private String markFields(String text, Function<String, String> escape) {
        noteFields(text);
        return MergeField.PATTERN.matcher(text).replaceAll(match -> {
            MergeField field = MergeField.of(match);
            return mark(rendering -> escape.apply(rendering.value(field)));
        });
    }

    private MergeTemplate noteFields(String text) {
        MergeTemplate template = new MergeTemplate(text);
        fieldsWithoutFallback.addAll(template.fieldsWithoutFallback());
        return template;
    }

    private String mark(TemplateSegment.Slot piece) {
        markedPieces.add(piece);
        return marker + (markedPieces.size() - 1) + "x";
    }

    private List<TemplateSegment> cutAtMarkers() {
        document.outputSettings()
                .prettyPrint(false)
                .charset(StandardCharsets.US_ASCII)
                .escapeMode(Entities.EscapeMode.base);
        String html = HtmlLines.wrap(TextTemplate.unixLines(document.outerHtml()), spacesMatter, marker, TYPICAL_PIECE);
        List<TemplateSegment> pieces = new ArrayList<>();
        Matcher marks = Pattern.compile(marker + "(\\d+)x").matcher(html);
        int end = 0;
        while (marks.find()) {
            pieces.add(new TemplateSegment.Literal(html.substring(end, marks.start())));
            pieces.add(markedPieces.get(Integer.parseInt(marks.group(1))));
            end = marks.end();
        }
        pieces.add(new TemplateSegment.Literal(html.substring(end)));
        return pieces;
    }

    private static String pixel(Rendering rendering) {
        return rendering.mode() == Rendering.Mode.MAIL
                ? "<img src=\"" + AsciiHtml.escape(rendering.pixelUrl())
                        + "\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">"
                : "";
    }

    private static String wordsOf(Element link) {
        String words = link.text();
        if (!words.isBlank()) {
            return words;
        }
        Element image = link.nameIs("area") ? link : link.selectFirst("img[alt]");
        return image == null ? "" : image.attr("alt");
    }

    private static boolean isPreformatted(TextNode text) {
        Element parent = text.parent();
        return parent != null && parent.closest("pre, textarea") != null;
    }

    /** Nobody can guess it: characters that are removed later could otherwise make it of typed text. */
    private static String unusedWord(String html) {
        String word;
        do {
            word = RANDOM.ints(MARKER_LENGTH, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        } while (html.contains(word));
        return word;
    }
}
