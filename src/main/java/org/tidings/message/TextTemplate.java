package org.tidings.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plain-text part cut into pieces, once a blast. Its web addresses are tracked like those of the HTML. */
final class TextTemplate {
    private static final Pattern FIELD = Pattern.compile("\\{\\{[^{}\\n]*}}");
    // possessive, so that a text of nothing but braces is a loop and no recursion
    private static final Pattern URL = Pattern.compile("(?i)https?://(?:" + FIELD.pattern() + "|[^\\s<>\"{}]++)++");
    private static final Pattern IN_BRACKETS = Pattern.compile("<((?:" + FIELD.pattern() + "|[^\\s<>\"{}]++)++)>");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    /** Lines as long as the writer's paragraphs are fine; RFC 5321 section 4.5.3.1.6 allows 998 octets. */
    private static final int LONGEST_LINE = 500;

    private static final String PUNCTUATION = ".,;:!?'*]";
    private static final int LONGEST_PUNCTUATION = 16;

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
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t') || c == 127) {
                return true;
            }
        }
        return false;
    }

    static String unixLines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private void cut(String text) {
        Matcher url = URL.matcher(text);
        Matcher field = FIELD.matcher(text);
        Matcher bracketed = IN_BRACKETS.matcher(text);
        int end = 0;
        for (int i = 0; i < text.length(); i = Math.max(i + 1, end)) {
            char c = text.charAt(i);
            if (c == '<' && bracketed.region(i, text.length()).lookingAt() && isLink(bracketed.group(1))) {
                pieces.add(new TemplateSegment.Literal(text.substring(end, i + 1)));
                addLink(bracketed.group(1));
                end = bracketed.end(1);
            } else if (c == '{' && field.region(i, text.length()).lookingAt()) {
                pieces.add(new TemplateSegment.Literal(text.substring(end, i)));
                addField(field.group());
                end = field.end();
            } else if ((c == 'h' || c == 'H') && url.region(i, text.length()).lookingAt() && startsWord(text, i)) {
                pieces.add(new TemplateSegment.Literal(text.substring(end, i)));
                String target = ofSentence(url.group());
                addLink(target);
                pieces.add(new TemplateSegment.Literal(url.group().substring(target.length())));
                end = url.end();
            }
        }
        pieces.add(new TemplateSegment.Literal(text.substring(end)));
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !(Character.isLetterOrDigit(text.codePointBefore(at)) || text.charAt(at - 1) == '_');
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
        } else if (links.contains(new UrlTemplate(placeholder))) { // the HTML has it as a link of its own
            addLink(placeholder);
        } else {
            MergeField field = MergeField.of(match);
            pieces.add(slot(rendering -> printable(rendering.value(field))));
        }
    }

    private static TemplateSegment slot(TemplateSegment.Slot slot) {
        return slot;
    }

    /** In angle brackets, an address is all that stands between them (RFC 3986, appendix C). */
    private boolean isLink(String inBrackets) {
        UrlTemplate template = new UrlTemplate(inBrackets);
        return template.isTrackable() && (inBrackets.charAt(0) != '{' || links.contains(template));
    }

    /** The address at the start of a word: one that the HTML has too, or all but the punctuation of the sentence. */
    private String ofSentence(String word) {
        String target = withoutTrailingPunctuation(word);
        for (int end = word.length(); end > target.length() && word.length() - end < LONGEST_PUNCTUATION; end--) {
            String longer = word.substring(0, end);
            if (links.contains(new UrlTemplate(longer))) {
                return longer;
            }
        }
        return target;
    }

    /** A full stop or a bracket after an address belongs to the sentence, unless the address opened the bracket. */
    static String withoutTrailingPunctuation(String url) {
        boolean opened = url.indexOf('(') >= 0;
        int end = url.length();
        while (end > 0 && (opened ? PUNCTUATION : PUNCTUATION + ")").indexOf(url.charAt(end - 1)) >= 0) {
            end--;
        }
        return url.substring(0, end);
    }

    private static String wrap(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        Matcher field = FIELD.matcher(text);
        int column = 0;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            char c = text.charAt(i);
            next = i + 1;
            if (isBlank(c) && column >= LONGEST_LINE) {
                while (next < text.length() && isBlank(text.charAt(next))) {
                    next++;
                }
                c = '\n';
                out.append(c);
            } else {
                if (c == '{' && field.region(i, text.length()).lookingAt()) {
                    next = field.end();
                }
                out.append(text, i, next);
            }
            column = c == '\n' ? 0 : column + next - i;
        }
        return out.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
