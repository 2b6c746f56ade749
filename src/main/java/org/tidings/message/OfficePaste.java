package org.tidings.message;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Text that was pasted from Word, Outlook or Google Docs, reduced to what its writer meant: paragraphs, lists, tables, links
 * and emphasis. A whole document of these programs, as a design of its own, is not touched.
 */
final class OfficePaste {
    private static final String TRACES =
            "[class^=Mso], [style*=mso-list], [style*=mso-fareast], [id^=docs-internal-guid], o|p";
    private static final String SETTINGS = "style, meta, link, title, xml";

    private OfficePaste() {}

    /** Changes a fragment that has traces of an office program. */
    static void tidy(Document document) {
        if (document.selectFirst(TRACES) == null) {
            return;
        }
        List<Node> comments = new ArrayList<>();
        document.body().traverse((node, depth) -> {
            if (node instanceof Comment) {
                comments.add(node);
            }
        });
        comments.forEach(Node::remove);
        document.select(SETTINGS).remove();
        document.select("[id^=docs-internal-guid], o|p, a:not([href])").unwrap();
        WordLists.rebuild(document.body());
        document.select("li > p:only-child").unwrap();
        document.select("ul > ul, ul > ol, ol > ul, ol > ol").forEach(OfficePaste::moveIntoItem);
        document.body().select("*").forEach(OfficeStyles::reduce);
        document.select("span:not([style])").unwrap();
    }

    /** Google Docs puts a nested list beside its item. */
    private static void moveIntoItem(Element list) {
        Element item = list.previousElementSibling();
        if (item != null && item.nameIs("li")) {
            item.appendChild(list);
        }
    }
}
