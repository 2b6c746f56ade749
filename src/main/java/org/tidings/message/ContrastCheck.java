package org.tidings.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.tidings.message.ContentCheck.Kind;
import org.tidings.message.layout.Colour;

/**
 * Text whose colour is too close to its background by WCAG 2.2, 1.4.3. Only what the message itself sets beside the text is judged: where a
 * style sheet, a picture or a gradient may decide, nothing is reported.
 */
final class ContrastCheck {

    private static final double READABLE_IF_LARGE = 3;
    private static final int LARGE_PIXELS = 24;
    private static final int EXCERPT = 40;
    private static final Pattern PIXELS = Pattern.compile("(\\d{1,3})(?:\\.\\d+)?px");

    private final boolean styleSheet;
    private final Map<String, ContentCheck> found = new LinkedHashMap<>();

    private ContrastCheck(boolean styleSheet) {
        this.styleSheet = styleSheet;
    }

    /** One finding for each pair of colours. */
    static List<ContentCheck> of(Document document) {
        ContrastCheck check = new ContrastCheck(document.selectFirst("style") != null);
        document.body().stream()
                .filter(element -> !element.ownText().isBlank() && !HiddenElement.isInside(element))
                .forEach(check::text);
        return List.copyOf(check.found.values());
    }

    private void text(Element element) {
        Optional<Colour> ink = ink(element);
        Optional<Colour> paper = paper(element);
        if (ink.isEmpty() || paper.isEmpty()) {
            return;
        }
        double needed = isLarge(element) ? READABLE_IF_LARGE : Colour.READABLE;
        double contrast = ink.get().contrast(paper.get());
        if (contrast >= needed || isTiny(element)) {
            return;
        }
        String words = element.ownText().strip();
        found.putIfAbsent(
                ink.get().hex() + paper.get().hex(),
                new ContentCheck(
                        Kind.LOW_CONTRAST,
                        String.format(
                                Locale.ROOT,
                                "The color of this text is hard to read: %s on %s has a contrast of %.1f, and %.1f is needed.",
                                ink.get().hex(),
                                paper.get().hex(),
                                contrast,
                                needed),
                        words.length() > EXCERPT ? words.substring(0, EXCERPT) + "…" : words));
    }

    /** The colour that the element or the nearest one around it sets. */
    private static Optional<Colour> ink(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            String styled = InlineStyle.of(at).value("color");
            String value =
                    styled.isEmpty() && at.nameIs("font") ? at.attr("color").toLowerCase(Locale.ROOT) : styled;
            if (!value.isEmpty()) {
                return InlineStyle.colour(value);
            }
            if (at.nameIs("a")) {
                return Optional.empty(); // the colour of links is that of the layout or the mail program
            }
        }
        return Optional.empty();
    }

    private Optional<Colour> paper(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            InlineStyle style = InlineStyle.of(at);
            if (!style.value("background-image").isEmpty() || at.hasAttr("background")) {
                return Optional.empty();
            }
            for (String value : List.of(
                    style.value("background-color"),
                    style.value("background"),
                    at.attr("bgcolor").toLowerCase(Locale.ROOT))) {
                if (!value.isEmpty() && !value.equals("transparent") && !value.equals("none")) {
                    return InlineStyle.colour(value);
                }
            }
            if (styleSheet && (at.hasAttr("class") || at.hasAttr("id"))) {
                return Optional.empty(); // the style sheet may set it
            }
        }
        return styleSheet ? Optional.empty() : Optional.of(Colour.WHITE);
    }

    private static boolean isLarge(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            Matcher size = PIXELS.matcher(InlineStyle.of(at).value("font-size"));
            if (size.matches()) {
                return Integer.parseInt(size.group(1)) >= LARGE_PIXELS;
            }
            if (at.nameIs("h1") || at.nameIs("h2")) {
                return true;
            }
        }
        return false;
    }

    /** Preview text of other tools is hidden by a size of 0 or 1 pixel and the colour of the background. */
    private static boolean isTiny(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            Matcher size = PIXELS.matcher(InlineStyle.of(at).value("font-size"));
            if (size.matches()) {
                return Integer.parseInt(size.group(1)) <= 1;
            }
        }
        return false;
    }
}
