package org.tidings.message;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Copies what is harmless from one document to another, in one walk: time grows with the size and nothing else. */
final class SafeCopy implements NodeVisitor {
    /** Browsers nest no deeper than 512; what lies deeper is kept, but flat. */
    private static final int DEEPEST = 400;

    private final Deque<Element> open = new ArrayDeque<>();
    private Element target;
    private @Nullable Node dropped;

    private SafeCopy(Document copy) {
        this.target = copy;
    }

    static Document of(Document document) {
        Document copy = document.shallowClone();
        document.traverse(new SafeCopy(copy));
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
        } else if (SafeMarkup.isKept(element) && open.size() < DEEPEST) {
            Element copy = withoutHarm(element);
            target.appendChild(copy);
            target = copy;
            open.push(element);
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

    private void copyLeaf(Node leaf) {
        if (leaf instanceof DataNode data) {
            target.appendChild(new DataNode(SafeCss.block(data.getWholeData())));
        } else if (leaf instanceof TextNode text) {
            target.appendChild(new TextNode(text.getWholeText()));
        } else if (leaf instanceof Comment comment && ConditionalComment.isHarmless(comment.getData())) {
            target.appendChild(new Comment(comment.getData()));
        } else if (leaf instanceof DocumentType type
                && SafeMarkup.isHarmlessDoctype(type.publicId() + type.systemId())) {
            target.appendChild(type.shallowClone());
        }
    }

    /** Built anew, since jsoup's own clone walks up to the document each time. */
    private static Element withoutHarm(Element element) {
        Element copy = new Element(element.tag(), "", element.attributes().clone());
        if (copy.hasAttr("href")) {
            copy.attr("href", LinkTarget.mended(copy.attr("href")));
        }
        for (Attribute attribute : copy.attributes().asList()) {
            if (!SafeMarkup.isHarmless(element, attribute)) {
                copy.removeAttr(attribute.getKey());
            }
        }
        return copy;
    }
}
