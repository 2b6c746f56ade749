package org.tidings.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Makes lists of the paragraphs that Word writes for them. Their style names the list and the level
 * (<code>mso-list:l0 level2 lfo1</code>), and a first span contains the bullet, number or letter as text.
 */
final class WordLists {
    private static final Pattern LEVEL = Pattern.compile("(?i)mso-list:\\s*(l\\d{1,5})\\s+level(\\d)\\s+lfo\\d");
    private static final int DEEPEST = 9;

    /** An open list: {@code id} is Word's name of it. */
    private record Open(Element list, String id, int level) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Element last;

    private WordLists() {}

    static void rebuild(Element body) {
        WordLists lists = new WordLists();
        List.copyOf(body.select("p, h1, h2, h3, h4, h5, h6")).forEach(lists::add);
    }

    private void add(Element paragraph) {
        Matcher style = LEVEL.matcher(paragraph.attr("style"));
        if (!style.find()) {
            return;
        }
        if (last == null || !last.equals(paragraph.previousElementSibling())) {
            open.clear();
        }
        int level = Math.min(Integer.parseInt(style.group(2)), DEEPEST);
        ListMark mark = takeMark(paragraph);
        while (!open.isEmpty()
                && (open.element().level() > level
                        || (open.element().level() == level
                                && !open.element().id().equals(style.group(1))))) {
            open.pop();
        }
        Element item = new Element("li");
        List.copyOf(paragraph.childNodes()).forEach(item::appendChild);
        if (open.isEmpty() || open.element().level() < level) {
            openList(paragraph, mark, style.group(1), level);
        } else {
            paragraph.remove();
        }
        open.element().list().appendChild(item);
        last = open.getLast().list();
    }

    private void openList(Element paragraph, ListMark mark, String id, int level) {
        Element list = mark.list();
        Element parent = open.isEmpty() ? null : open.element().list().lastElementChild();
        if (parent == null) {
            paragraph.replaceWith(list);
        } else {
            parent.appendChild(list);
            paragraph.remove();
        }
        open.push(new Open(list, id, level));
    }

    /** Removes the text that stands for the mark. */
    private static ListMark takeMark(Element paragraph) {
        Element span = paragraph.selectFirst("span[style~=(?i)mso-list:\\s*ignore]");
        if (span == null) {
            return ListMark.of("");
        }
        String text = span.text();
        Element outer = span;
        for (Element parent = span.parent();
                parent != null && parent.nameIs("span") && parent.text().equals(text);
                parent = parent.parent()) {
            outer = parent;
        }
        outer.remove();
        return ListMark.of(text);
    }
}
