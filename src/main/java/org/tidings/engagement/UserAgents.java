package org.tidings.engagement;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a user agent claims to be. */
final class UserAgents {

    private static final Pattern BROWSER = Pattern.compile("(?:safari|firefox|chrome|trident)/|msie ");
    /** Mail programs use the engines of browsers; "; wv" is an app of Android that shows web content. */
    private static final Pattern MAIL_PROGRAM =
            Pattern.compile("outlook|msoffice|thunderbird|; wv\\)|mail/|yahoomobile|googleimageproxy");

    private static final Pattern MOBILE = Pattern.compile("mobile|android|iphone|ipad");

    private UserAgents() {}

    /** Whether it is a browser, which shows web mail and follows links. */
    static boolean isBrowser(String agent) {
        String words = agent.toLowerCase(Locale.ROOT);
        return words.startsWith("mozilla/")
                && BROWSER.matcher(words).find()
                && !MAIL_PROGRAM.matcher(words).find();
    }

    /** Whether it is a phone or a tablet. */
    static boolean isMobile(String agent) {
        return MOBILE.matcher(agent.toLowerCase(Locale.ROOT)).find();
    }
}
