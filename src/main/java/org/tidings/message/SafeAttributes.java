package org.tidings.message;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Attributes;

/** The attributes of an element, or of a tag in a conditional comment, without those that are not known to be harmless. */
final class SafeAttributes {
    private static final Set<String> IMAGES = Set.of("src", "background");

    private SafeAttributes() {}

    /** Changes the attributes of an element with this name, in lower case. Returns true if anything was changed. */
    static boolean clean(String element, Attributes attributes, Removals removals) {
        boolean changed = false;
        for (Attribute attribute : attributes.asList()) {
            String typed = attribute.getValue();
            switch (attribute.getKey().toLowerCase(Locale.ROOT)) {
                case "href" -> attribute.setValue(LinkTarget.mended(typed));
                case "style" -> attribute.setValue(SafeCss.declarations(typed, removals));
                default -> {}
            }
            if (!SafeMarkup.isHarmless(element, attribute)) {
                attributes.remove(attribute.getKey());
                tell(attribute, removals);
                changed = true;
            }
            changed |= !attribute.getValue().equals(typed);
        }
        return changed;
    }

    /** Attributes that have no effect in mail go without a word. */
    private static void tell(Attribute attribute, Removals removals) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        if (name.equals("href")) {
            removals.link(attribute.getValue());
        } else if (IMAGES.contains(name)) {
            removals.image(attribute.getValue());
        } else if (name.startsWith("on")) {
            removals.attribute(name);
        }
    }
}
