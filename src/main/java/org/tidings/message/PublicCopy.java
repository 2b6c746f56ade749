package org.tidings.message;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.tidings.message.block.BlockHtml;

/**
 * A message as a page for everybody: without the links by which a recipient unsubscribes, answers or reads the own copy, and without the reason
 * why they got it.
 */
final class PublicCopy {

    private static final Pattern SEPARATOR = Pattern.compile("[\\s\\u00a0·|,–-]*");

    private PublicCopy() {}

    /**
     * Makes the page.
     *
     * @param html as in a preview for nobody
     * @param ownPages the beginning of all addresses of Tidings
     */
    static String of(String html, String ownPages) {
        Document page = Jsoup.parse(html);
        page.select("." + BlockHtml.ANSWER).remove();
        for (String path : List.of("u", "p", "v", "y")) {
            page.select("[href^=" + ownPages + "/" + path + "/preview]").forEach(PublicCopy::remove);
        }
        page.select("p").removeIf(part -> MailDocument.isReason(part.text()));
        page.outputSettings().prettyPrint(false);
        return page.outerHtml();
    }

    /** A link inside a sentence leaves its words; one in a row of links leaves with the row. */
    private static void remove(Element link) {
        Element around = link.parent();
        if (around == null || !isRowOfLinks(around)) {
            link.unwrap();
        } else if (around.select("a").size() == 1) {
            around.remove();
        } else {
            if (link.nextSibling() instanceof TextNode separator) {
                separator.remove();
            }
            link.remove();
        }
    }

    private static boolean isRowOfLinks(Element element) {
        return !element.nameIs("body")
                && element.children().stream().allMatch(child -> child.nameIs("a") || child.nameIs("br"))
                && element.textNodes().stream()
                        .allMatch(text -> SEPARATOR.matcher(text.getWholeText()).matches());
    }
}
