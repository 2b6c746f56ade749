package org.tidings.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Puts merge fields together that formatting has split, such as <code>{{first_&lt;b&gt;name&lt;/b&gt;}}</code>. The whole
 * field gets the format of its first brace.
 */
final class SplitFields implements NodeVisitor {
    /** Elements that do not end a line of text. */
    private static final Set<String> INLINE = Set.of(
            ("a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup"
                            + " time tt u var wbr")
                    .split(" "));

    private final List<List<TextNode>> runs = new ArrayList<>();
    private List<TextNode> run = new ArrayList<>();

    private SplitFields() {}

    static void join(Document document) {
        SplitFields fields = new SplitFields();
        document.traverse(fields);
        fields.endRun();
        fields.runs.forEach(SplitFields::joinRun);
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            run.add(text);
        } else {
            tail(node, depth);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && !INLINE.contains(element.normalName())) {
            endRun();
        }
    }

    private void endRun() {
        if (run.size() > 1) {
            runs.add(run);
            run = new ArrayList<>();
        } else {
            run.clear();
        }
    }

    private static void joinRun(List<TextNode> run) {
        StringBuilder all = new StringBuilder();
        int[] starts = new int[run.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = all.length();
            all.append(run.get(i).getWholeText());
        }
        List<MatchResult> fields = MergeField.PATTERN.matcher(all).results().toList();
        int last = starts.length - 1;
        for (int i = fields.size() - 1; i >= 0; i--) { // from the end, so that the starts of the others stay true
            MatchResult field = fields.get(i);
            while (starts[last] >= field.end()) {
                last--;
            }
            int first = last;
            while (starts[first] > field.start()) {
                first--;
            }
            if (first < last) {
                move(field, run, starts, first, last);
            }
            last = first;
        }
    }

    private static void move(MatchResult field, List<TextNode> run, int[] starts, int first, int last) {
        TextNode target = run.get(first);
        target.text(target.getWholeText().substring(0, field.start() - starts[first]) + field.group());
        for (int i = first + 1; i <= last; i++) {
            TextNode rest = run.get(i);
            rest.text(i < last ? "" : rest.getWholeText().substring(field.end() - starts[i]));
            removeIfEmpty(rest);
        }
    }

    /** Removes the formatting too of which nothing is left, but no link. */
    private static void removeIfEmpty(TextNode text) {
        Node empty = text.getWholeText().isEmpty() ? text : null;
        while (empty != null) {
            Element parent = parentOf(empty);
            empty.remove();
            boolean useless = parent != null
                    && parent.childNodeSize() == 0
                    && INLINE.contains(parent.normalName())
                    && !parent.nameIs("a");
            empty = useless ? parent : null;
        }
    }

    private static @Nullable Element parentOf(Node node) {
        return node.parent() instanceof Element parent ? parent : null;
    }
}
