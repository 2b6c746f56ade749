package org.tidings.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What cleaning removed that a reader would have seen or used, in words for the writer. Each thing is named once. */
final class Removals {
    private static final int MOST = 20;
    private static final int LONGEST = 200;

    private final Set<String> names = new LinkedHashSet<>();

    void element(String name) {
        add("<" + name + ">");
    }

    void link(String target) {
        add("link to " + target);
    }

    void image(String source) {
        add("image " + source);
    }

    void style(String css) {
        add("style " + css);
    }

    void attribute(String name) {
        add("attribute " + name);
    }

    private void add(String name) {
        if (names.size() < MOST) {
            names.add(HeaderText.limited(HeaderText.oneLine(name), LONGEST));
        }
    }

    List<String> list() {
        return List.copyOf(names);
    }
}
