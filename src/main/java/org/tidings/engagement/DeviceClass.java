package org.tidings.engagement;

import java.util.Locale;
import java.util.regex.Pattern;

/** The kind of device on which a message was read, as far as its user agent says so. */
public enum DeviceClass {
    PHONE("Phone"),
    /** Safari on an iPad claims to be a computer, so some tablets are counted there. */
    TABLET("Tablet"),
    COMPUTER("Computer"),
    /** Gmail and Yahoo load pictures themselves, and some programs do not name the device. */
    UNKNOWN("Cannot be known");

    private static final Pattern PROXY = Pattern.compile("googleimageproxy|ggpht\\.com|yahoomailproxy");
    private static final Pattern PAD = Pattern.compile("ipad|tablet|kindle|silk/");
    private static final Pattern HAND = Pattern.compile("iphone|ipod|mobile|windows phone");
    private static final Pattern DESK =
            Pattern.compile("windows nt|macintosh|mac os x|x11|cros |linux|msoffice|outlook");

    private final String text;

    DeviceClass(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The class of a user agent. */
    public static DeviceClass of(String userAgent) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        if (PROXY.matcher(agent).find()) {
            return UNKNOWN;
        }
        // tablets with Android leave out "Mobile" (developer.chrome.com, "User-Agent strings")
        boolean isPad = PAD.matcher(agent).find() || (agent.contains("android") && !agent.contains("mobile"));
        if (isPad) {
            return TABLET;
        }
        if (HAND.matcher(agent).find()) {
            return PHONE;
        }
        return DESK.matcher(agent).find() ? COMPUTER : UNKNOWN;
    }
}
