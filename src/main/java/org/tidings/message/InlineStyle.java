package org.tidings.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.tidings.message.layout.Colour;

/** The declarations of a {@code style} attribute, as far as colours and sizes are concerned. The last of several counts. */
final class InlineStyle {

    private static final Pattern RGB = Pattern.compile(
            "rgba?\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})\\s*(?:[,/]\\s*1(?:\\.0+)?\\s*)?\\)");
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("white", "#ffffff"),
            Map.entry("black", "#000000"),
            Map.entry("red", "#ff0000"),
            Map.entry("green", "#008000"),
            Map.entry("blue", "#0000ff"),
            Map.entry("yellow", "#ffff00"),
            Map.entry("orange", "#ffa500"),
            Map.entry("gray", "#808080"),
            Map.entry("grey", "#808080"),
            Map.entry("silver", "#c0c0c0"),
            Map.entry("lightgray", "#d3d3d3"),
            Map.entry("lightgrey", "#d3d3d3"),
            Map.entry("navy", "#000080"),
            Map.entry("purple", "#800080"),
            Map.entry("maroon", "#800000"),
            Map.entry("teal", "#008080"));

    private final Map<String, String> declarations = new HashMap<>();

    private InlineStyle(String css) {
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= css.length(); i++) {
            char c = i < css.length() ? css.charAt(i) : ';';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ';' && (depth <= 0 || i == css.length())) {
                declare(css.substring(start, i));
                start = i + 1;
                depth = 0;
            }
        }
    }

    private void declare(String declaration) {
        int colon = declaration.indexOf(':');
        if (colon > 0) {
            String value = declaration.substring(colon + 1).replace("!important", "");
            declarations.put(declaration.substring(0, colon).strip(), value.strip());
        }
    }

    static InlineStyle of(Element element) {
        return new InlineStyle(element.attr("style").toLowerCase(Locale.ROOT));
    }

    /** The value of a property; empty if it is not set. */
    String value(String property) {
        return declarations.getOrDefault(property, "");
    }

    /** An opaque colour; empty for anything else. */
    static Optional<Colour> colour(String value) {
        Matcher rgb = RGB.matcher(value);
        if (rgb.matches()) {
            int red = Math.min(255, Integer.parseInt(rgb.group(1)));
            int green = Math.min(255, Integer.parseInt(rgb.group(2)));
            int blue = Math.min(255, Integer.parseInt(rgb.group(3)));
            return Optional.of(new Colour(red << 16 | green << 8 | blue));
        }
        String known = NAMES.getOrDefault(value, value);
        return known.startsWith("#") ? Colour.parse(known) : Optional.empty();
    }
}
