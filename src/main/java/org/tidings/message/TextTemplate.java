package org.tidings.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plain-text part cut into pieces, once a blast. Its web addresses are tracked like those of the HTML. */
final class TextTemplate {
    private static final String FIELD = "\\{\\{[^{}\\n]*}}";
    // possessive, so that a text of nothing but braces is a loop and no recursion
    private static final Pattern URL = Pattern.compile("(?i)\\bhttps?://(?:" + FIELD + "|[^\\s<>\"{}]++)++");
    private static final Pattern URL_OR_FIELD = Pattern.compile("(?<url>" + URL.pattern() + ")|" + FIELD);
    private static final Pattern WORD_OR_SPACE = Pattern.compile("(?:" + FIELD + "|[^\\s{]++|\\{)++|[ \\t]+|\\n");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    /** Lines as long as the writer's paragraphs are fine; RFC 5321 section 4.5.3.1.6 allows 998 octets. */
    private static final int LONGEST_LINE = 500;

    private final LinkTable links;
    private final List<TemplateSegment> pieces = new ArrayList<>();

    private TextTemplate(LinkTable links) {
        this.links = links;
    }

    /** What came of one text. */
    record Prepared(BodyTemplate body, Set<String> fieldsWithoutFallback) {}

    static Prepared cut(String text, LinkTable links) {
        TextTemplate template = new TextTemplate(links);
        String lines = wrap(printable(text));
        template.cut(lines);
        return new Prepared(new BodyTemplate(template.pieces), new MergeTemplate(lines).fieldsWithoutFallback());
    }

    /** Text whose lines end in LF, without control characters. */
    static String printable(String text) {
        return hasControls(text) ? UNPRINTABLE.matcher(unixLines(text)).replaceAll("") : text;
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 127) {
                return true;
            }
        }
        return false;
    }

    static String unixLines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private void cut(String text) {
        Matcher match = URL_OR_FIELD.matcher(text);
        int end = 0;
        while (match.find()) {
            pieces.add(new TemplateSegment.Literal(text.substring(end, match.start())));
            String url = match.group("url");
            if (url == null) {
                addField(match.group());
            } else {
                String target = withoutTrailingPunctuation(url);
                addLink(target);
                pieces.add(new TemplateSegment.Literal(url.substring(target.length())));
            }
            end = match.end();
        }
        pieces.add(new TemplateSegment.Literal(text.substring(end)));
    }

    private void addLink(String url) {
        UrlTemplate template = new UrlTemplate(url);
        if (template.isTrackable()) {
            int position = links.findOrAdd(url, template);
            pieces.add(slot(rendering -> rendering.link(position)));
        } else {
            pieces.add(new TemplateSegment.Literal(url));
        }
    }

    private void addField(String placeholder) {
        Matcher match = MergeField.PATTERN.matcher(placeholder);
        if (!match.matches()) {
            pieces.add(new TemplateSegment.Literal(placeholder));
        } else if (links.contains(placeholder)) { // the HTML has it as a link of its own
            addLink(placeholder);
        } else {
            MergeField field = MergeField.of(match);
            pieces.add(slot(rendering -> printable(rendering.value(field))));
        }
    }

    private static TemplateSegment slot(TemplateSegment.Slot slot) {
        return slot;
    }

    /** A full stop or a bracket after an address belongs to the sentence, unless the address opened the bracket. */
    private static String withoutTrailingPunctuation(String url) {
        String target = url;
        while (!target.isEmpty()) {
            char last = target.charAt(target.length() - 1);
            boolean closing = last == ')' && target.indexOf('(') < 0;
            if (!closing && ".,;:!?'*]".indexOf(last) < 0) {
                break;
            }
            target = target.substring(0, target.length() - 1);
        }
        return target;
    }

    private static String wrap(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int column = 0;
        Matcher parts = WORD_OR_SPACE.matcher(text);
        while (parts.find()) {
            String part = parts.group();
            boolean space = part.isBlank() && !part.equals("\n");
            if (space && column >= LONGEST_LINE) {
                part = "\n";
            }
            out.append(part);
            column = part.equals("\n") ? 0 : column + part.length();
        }
        return out.toString();
    }
}
