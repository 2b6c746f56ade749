package org.tidings.message;

import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The plain-text alternative of an HTML message: links as {@code words <address>} (RFC 3986, appendix C), lists with dashes or numbers, headings
 * underlined, images by their description, rows of a data table on one line each. Merge fields stay as they are.
 */
public final class PlainText implements NodeVisitor {
    private static final Set<String> UNSEEN =
            Set.of("head", "style", "script", "title", "noscript", "template", "textarea", "select", "button", "svg");
    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "dl",
            "table",
            "blockquote",
            "pre",
            "hr",
            "section",
            "article",
            "figure",
            "header",
            "footer");
    private static final Set<String> LINES = Set.of(
            "div",
            "li",
            "tr",
            "td",
            "th",
            "dt",
            "dd",
            "center",
            "address",
            "area",
            "caption",
            "figcaption",
            "main",
            "nav",
            "aside");
    /** Padding of hidden preview texts. Between letters, a zero-width non-joiner belongs to the spelling, in Persian for one. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u200b\\u00ad\\ufeff]|(?<![\\p{L}\\p{M}\\p{N}])[\\u200c\\u034f]|[\\u200c\\u034f](?![\\p{L}\\p{M}\\p{N}])");

    private static final Pattern UNSEEN_CHARACTERS = Pattern.compile("[\\p{Cntrl}\\p{Z}\\p{Cf}]+");
    private static final String INSIDE_LAYOUT = "table,div,p,ul,ol,h1,h2,h3,h4,img,blockquote,center,hr,br";
    private static final int DEEPEST_INDENT = 20;

    private final StringBuilder out = new StringBuilder();
    private @Nullable Node unseen;
    private int breaks;
    private boolean space;
    private boolean nextCell;
    private int preformatted;
    private int lists;

    /** Whether a row is one of a data table, and how many cells or items an element has had so far. */
    private final IdentityHashMap<Element, Boolean> dataRows = new IdentityHashMap<>();

    private final IdentityHashMap<Element, Integer> children = new IdentityHashMap<>();

    private PlainText() {}

    /** The text of an HTML document or fragment; ends without a line break, empty if nothing is to be read. */
    public static String from(String html) {
        PlainText text = new PlainText();
        Jsoup.parse(html).traverse(text);
        return text.out.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (unseen != null) {
            return;
        }
        if (node instanceof TextNode text) {
            appendText(text);
        } else if (node instanceof Element element) {
            if (UNSEEN.contains(element.normalName()) || HiddenElement.is(element)) {
                unseen = element;
            } else if (element.nameIs("a") && showsOnlyItsTarget(element)) {
                appendTarget(element, "");
                unseen = element;
            } else {
                open(element);
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node.equals(unseen)) {
            unseen = null;
        } else if (unseen == null && node instanceof Element element) {
            close(element);
        }
    }

    private void open(Element element) {
        String name = element.normalName();
        int position = positionIn(element.parent());
        if (isDataCell(element)) {
            nextCell = position > 1;
            space = false;
            return;
        }
        breakBefore(name);
        switch (name) {
            case "ul", "ol" -> lists++;
            case "pre" -> preformatted++;
            case "li" -> append(itemMark(element, position));
            case "hr" -> append("----------");
            case "img" -> appendWords(element.attr("alt"));
            case "a", "area" -> element.attr("data-tidings-start", Integer.toString(out.length()));
            case "h1", "h2" -> element.attr("data-tidings-start", "");
            default -> {}
        }
    }

    private void close(Element element) {
        String name = element.normalName();
        if (name.equals("ul") || name.equals("ol")) {
            lists--;
        } else if (name.equals("pre")) {
            preformatted--;
        }
        if (name.equals("br")) {
            breaks = Math.min(breaks + 1, 2);
        } else if (name.equals("a")) {
            appendTarget(element, element.text().strip());
        } else if (name.equals("area")) {
            appendWords(element.attr("alt"));
            appendTarget(element, element.attr("alt").strip());
        } else if ((name.equals("h1") || name.equals("h2")) && breaks == 0) {
            underline(name.equals("h1") ? "=" : "-");
        }
        if (isDataCell(element)) {
            space = true;
        } else {
            breakBefore(name);
        }
        if (name.equals("tr")) {
            nextCell = false;
        }
    }

    private void breakBefore(String name) {
        int wanted = PARAGRAPHS.contains(name) ? 2 : LINES.contains(name) ? 1 : 0;
        if (wanted > 0) {
            breaks = Math.max(breaks, wanted);
        }
    }

    private void appendText(TextNode node) {
        if (preformatted > 0) {
            append(node.getWholeText());
            return;
        }
        appendWords(node.getWholeText());
    }

    private void appendWords(String text) {
        String words = INVISIBLE.matcher(text).replaceAll("").replaceAll("[\\s\\u00a0]+", " ");
        if (words.startsWith(" ")) {
            space = true;
        }
        if (!words.isBlank()) {
            append(words.strip());
            space = words.endsWith(" ");
        }
    }

    private void append(String words) {
        if (breaks > 0) {
            if (out.length() > 0 && !atItemMark()) {
                out.append("\n".repeat(breaks));
            }
        } else if (nextCell && out.length() > 0) {
            out.append(" | ");
        } else if (space && out.length() > 0 && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
        breaks = 0;
        space = false;
        nextCell = false;
        out.append(words);
    }

    /** A paragraph inside a list item starts on the item's own line. */
    private boolean atItemMark() {
        int at = out.length() - 1;
        if (out.charAt(at--) != ' ' || at < 0) {
            return false;
        }
        char last = out.charAt(at--);
        if (last == '.') {
            int dot = at;
            while (at >= 0 && Character.isDigit(out.charAt(at))) {
                at--;
            }
            if (at == dot) {
                return false;
            }
        } else if (last != '-') {
            return false;
        }
        while (at >= 0 && out.charAt(at) == ' ') {
            at--;
        }
        return at < 0 || out.charAt(at) == '\n';
    }

    private void appendTarget(Element link, String words) {
        String target = WebUrl.delimited(LinkTarget.mended(link.attr("href")));
        boolean shown = LinkTarget.isAbsolute(target) || target.startsWith("{{");
        String bare = target.toLowerCase(Locale.ROOT).replaceFirst("^(mailto:|tel:)", "");
        if (!shown || words.equals(target) || words.toLowerCase(Locale.ROOT).equals(bare)) {
            return;
        }
        boolean silent = link.attr("data-tidings-start").equals(Integer.toString(out.length()));
        space = true;
        append(silent && endsItself(target) ? target : "<" + target + ">");
    }

    /** True for a link whose words are its target, which needs brackets to end where it does. */
    private static boolean showsOnlyItsTarget(Element link) {
        String typed = LinkTarget.mended(link.attr("href"));
        String target = WebUrl.delimited(typed);
        return !(typed.equals(target) && endsItself(target))
                && seen(link.text()).equals(seen(typed));
    }

    private static String seen(String text) {
        return UNSEEN_CHARACTERS.matcher(text).replaceAll("");
    }

    /** True if a reader finds the end of this address without brackets. */
    private static boolean endsItself(String target) {
        return target.equals(TextTemplate.withoutTrailingPunctuation(target))
                && (LinkTarget.isAbsolute(target) || MergeField.isWhole(target));
    }

    private void underline(String stroke) {
        int line = out.lastIndexOf("\n") + 1;
        int width = Math.min(out.length() - line, 60);
        if (width > 0) {
            out.append('\n').append(stroke.repeat(width));
        }
    }

    private String itemMark(Element item, int position) {
        int depth = Math.min(lists - 1, DEEPEST_INDENT);
        Element list = item.parent();
        boolean numbered = list != null && list.nameIs("ol");
        return "  ".repeat(Math.max(depth, 0)) + (numbered ? position + ". " : "- ");
    }

    /** Counts the element under its parent; the first is 1. */
    private int positionIn(@Nullable Element parent) {
        return parent == null ? 1 : children.merge(parent, 1, Integer::sum);
    }

    /** A cell of a row that holds words only; tables that lay out a page have blocks or images in their cells. */
    private boolean isDataCell(Element element) {
        if (!element.nameIs("td") && !element.nameIs("th")) {
            return false;
        }
        Element row = element.parent();
        return row != null && dataRows.computeIfAbsent(row, PlainText::isDataRow);
    }

    private static boolean isDataRow(Element row) {
        return row.childrenSize() > 1 && row.selectFirst(INSIDE_LAYOUT) == null;
    }
}
