package org.tidings.message.layout;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Tells a message that brings a layout of its own, as other mail tools write them. It is one if it
 *
 * <ul>
 *   <li>is a document: it contains a doctype or one of the tags {@code html}, {@code head}, {@code body} and {@code style}; or
 *   <li>consists of tables only, at least one of which has a width of its own.
 * </ul>
 *
 * <p>Everything else is the content of a message, to which the account's layout is added.
 */
public final class OwnLayout {
    private static final Pattern DOCUMENT = Pattern.compile("(?i)<(!doctype|html|head|body|style)[\\s>]");

    private OwnLayout() {}

    /**
     * Applies the rule.
     *
     * @param html as written
     * @param parsed the same, parsed
     */
    public static boolean isIn(String html, Document parsed) {
        return DOCUMENT.matcher(html).find() || isTables(parsed.body());
    }

    private static boolean isTables(Element body) {
        List<Element> parts = body.children();
        return !parts.isEmpty()
                && body.textNodes().stream().allMatch(TextNode::isBlank)
                && parts.stream().allMatch(part -> part.nameIs("table") || part.nameIs("center"))
                && parts.stream().anyMatch(OwnLayout::hasWidth);
    }

    private static boolean hasWidth(Element part) {
        Element table = part.nameIs("table") ? part : part.selectFirst("table");
        return table != null
                && (table.hasAttr("width")
                        || table.attr("style").toLowerCase(Locale.ROOT).contains("width"));
    }
}
