package org.tidings.message;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Tag;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Copies what is harmless from one document to another, in one walk: time grows with the size and nothing else. */
final class SafeCopy implements NodeVisitor {
    /** Browsers nest no deeper than 512; what lies deeper is kept, but flat. */
    private static final int DEEPEST = 400;

    private final Deque<Element> open = new ArrayDeque<>();
    private final Removals removals;
    private Element target;
    private @Nullable Node dropped;

    private SafeCopy(Document copy, Removals removals) {
        this.target = copy;
        this.removals = removals;
    }

    static Document of(Document document, Removals removals) {
        Document copy = document.shallowClone();
        document.traverse(new SafeCopy(copy, removals));
        return copy;
    }

    @Override
    public void head(Node node, int depth) {
        if (dropped != null) {
            return;
        }
        if (!(node instanceof Element element)) {
            copyLeaf(node);
        } else if (SafeMarkup.isDropped(element)) {
            dropped = element;
            tell(element);
        } else if (SafeMarkup.isKept(element) && open.size() < DEEPEST) {
            copy(element);
        } else if (element.nameIs("video") || element.nameIs("audio")) {
            removals.element(element.normalName()); // what it shows in its place is kept
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node.equals(dropped)) {
            dropped = null;
        }
        Element parent = target.parent();
        if (node.equals(open.peek()) && parent != null) {
            open.pop();
            target = parent;
        }
    }

    private void copy(Element element) {
        Element copy = withoutHarm(element);
        if (copy.nameIs("img") && element.hasAttr("src") && !copy.hasAttr("src")) {
            return; // it would be shown as a broken image
        }
        target.appendChild(copy);
        target = copy;
        open.push(element);
    }

    private void copyLeaf(Node leaf) {
        if (leaf instanceof DataNode data) {
            target.appendChild(new DataNode(SafeCss.block(data.getWholeData(), removals)));
        } else if (leaf instanceof TextNode text) {
            target.appendChild(new TextNode(text.getWholeText()));
        } else if (leaf instanceof Comment comment) {
            ConditionalComment.clean(comment.getData(), removals)
                    .ifPresent(clean -> target.appendChild(new Comment(clean)));
        } else if (leaf instanceof DocumentType type
                && SafeMarkup.isHarmlessDoctype(type.publicId() + type.systemId())) {
            target.appendChild(type.shallowClone());
        }
    }

    /** Built anew, since jsoup's own clone walks up to the document each time. */
    private Element withoutHarm(Element element) {
        // a button cannot be pressed in mail, but the link around it can
        Tag tag = element.nameIs("button") ? Tag.valueOf("span") : element.tag();
        Element copy = new Element(tag, "", element.attributes().clone());
        SafeAttributes.clean(copy.normalName(), copy.attributes(), removals);
        if (copy.hasAttr("hidden") && !HiddenElement.hasStyle(copy)) {
            String style = copy.attr("style").strip(); // many mail programs do not know the attribute
            copy.attr("style", style + (style.isEmpty() || style.endsWith(";") ? "" : ";") + "display:none");
        }
        return copy;
    }

    private void tell(Element element) {
        switch (element.normalName()) {
            case "meta", "source", "track" -> {
                if (element.attr("http-equiv").equalsIgnoreCase("refresh")) {
                    removals.element("meta refresh");
                }
            }
            case "base" -> {
                if (WebUrl.normalise(element.attr("href")).isEmpty()) {
                    removals.element("base");
                }
            }
            case "link" -> removals.element("link " + element.attr("href"));
            default -> removals.element(element.normalName());
        }
    }
}
