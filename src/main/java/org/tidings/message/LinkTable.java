package org.tidings.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The links of one message in the order in which they appear; HTML and plain text share the position of one target. */
final class LinkTable {
    private final boolean tracked;
    private final int first;
    private final List<Link> links = new ArrayList<>();
    private final List<UrlTemplate> templates = new ArrayList<>();
    private final List<Optional<ClickPayload>> constantPayloads = new ArrayList<>();
    private final Map<String, Integer> firstByKey = new HashMap<>();

    LinkTable(boolean tracked) {
        this(tracked, 0);
    }

    /** @param first the position of the first link; greater than 0 for a message that shares the report of another one */
    LinkTable(boolean tracked, int first) {
        this.tracked = tracked;
        this.first = first;
    }

    /** A link of its own, also where another one has the same target: the report tells a button from a footer. */
    int add(String url, UrlTemplate template, String text) {
        int position = first + links.size();
        links.add(new Link(position, url, text.isBlank() ? url : text.strip()));
        templates.add(template);
        constantPayloads.add(template.constantTarget().map(target -> new ClickPayload(position, target)));
        firstByKey.putIfAbsent(template.key(), position);
        return position;
    }

    /** The first link with this target, or a new one. */
    int findOrAdd(String url, UrlTemplate template) {
        Integer known = firstByKey.get(template.key());
        return known != null ? known : add(url, template, "");
    }

    boolean contains(UrlTemplate template) {
        return firstByKey.containsKey(template.key());
    }

    UrlTemplate template(int position) {
        return templates.get(position - first);
    }

    /** What a click token says of this link, if that is the same for everyone. */
    Optional<ClickPayload> constantPayload(int position) {
        return constantPayloads.get(position - first);
    }

    boolean tracked() {
        return tracked;
    }

    /** The position of the first link. */
    int first() {
        return first;
    }

    int size() {
        return links.size();
    }

    List<Link> links() {
        return List.copyOf(links);
    }
}
