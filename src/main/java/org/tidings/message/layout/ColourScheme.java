package org.tidings.message.layout;

import java.util.regex.Pattern;

/** Shows a page as it is on light or on dark screens, whatever the screen at hand. Only for previews. */
public enum ColourScheme {
    LIGHT("light", "dark"),
    DARK("dark", "light");

    private static final String ALWAYS = "(min-width:0)";
    private static final String NEVER = "(max-width:0)";

    private final Pattern wanted;
    private final Pattern other;
    private final String meta;

    ColourScheme(String name, String other) {
        this.wanted = query(name);
        this.other = query(other);
        this.meta = "content=\"" + name + "\"";
    }

    /** Replaces the conditions of the style sheets. */
    public String shown(String html) {
        String page = wanted.matcher(html).replaceAll(ALWAYS);
        page = other.matcher(page).replaceAll(NEVER);
        return page.replace("content=\"light dark\"", meta).replace("color-scheme:light dark", "color-scheme:normal");
    }

    private static Pattern query(String name) {
        return Pattern.compile("\\(\\s{0,9}prefers-color-scheme\\s{0,9}:\\s{0,9}" + name + "\\s{0,9}\\)");
    }
}
