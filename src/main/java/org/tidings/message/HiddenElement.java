package org.tidings.message;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Elements that no reader sees, such as the preview text at the start of a message. */
final class HiddenElement {
    private static final Pattern HIDING =
            Pattern.compile("(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|opacity:0(?:%)?(?:;|!|$))");

    private HiddenElement() {}

    /** True if this element hides itself and all that it contains. */
    static boolean is(Element element) {
        return element.hasAttr("hidden") || hasStyle(element);
    }

    /** True if the element's own style hides it. */
    static boolean hasStyle(Element element) {
        String style = element.attr("style");
        return !style.isEmpty()
                && HIDING.matcher(style.toLowerCase(Locale.ROOT).replaceAll("\\s+", ""))
                        .find();
    }

    /** True if this element or one that contains it is hidden. */
    static boolean isInside(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            if (is(at)) {
                return true;
            }
        }
        return false;
    }
}
