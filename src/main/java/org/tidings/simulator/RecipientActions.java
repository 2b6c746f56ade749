package org.tidings.simulator;

import java.util.List;
import java.util.Optional;

/** What can be done with a message over the web. */
final class RecipientActions {
    private final Browser browser;

    RecipientActions(Browser browser) {
        this.browser = browser;
    }

    /** Loads the pixel, the last image of Tidings in the message. */
    RecipientAction loadPixel(ReceivedMessage letter, String userAgent) {
        List<String> ours = letter.images().stream().filter(this::isOurs).toList();
        if (ours.isEmpty()) {
            return () -> "opened it; there is no pixel to load";
        }
        return () -> "loaded the pixel" + unlessFine(browser.get(ours.get(ours.size() - 1), userAgent));
    }

    /** The first link that counts clicks. */
    Optional<String> firstTrackedLink(ReceivedMessage letter) {
        return letter.links().stream()
                .map(ReceivedMessage.Link::url)
                .filter(url -> browser.pathOf(url).orElse("").startsWith("/c/"))
                .findFirst();
    }

    /** Follows a link as far as Tidings answers it. */
    RecipientAction follow(String url, String userAgent) {
        return () -> "followed " + url + unlessFine(browser.get(url, userAgent));
    }

    /** Asks what is behind a link without fetching it. */
    RecipientAction probe(String url, String userAgent) {
        return () -> "probed " + url + unlessFine(browser.head(url, userAgent));
    }

    /** Unsubscribes as the button of a mail program does (RFC 8058). */
    RecipientAction unsubscribe(ReceivedMessage letter, String userAgent) {
        Optional<String> url = letter.oneClickUrl().filter(this::isOurs);
        if (url.isEmpty()) {
            return () -> "wanted to unsubscribe; the message offers no one-click way";
        }
        return () -> "unsubscribed by one click" + unlessFine(browser.postOneClick(url.get(), userAgent));
    }

    /** Whether a link leads to Tidings; others are never followed. */
    boolean isOurs(String url) {
        return browser.pathOf(url).isPresent();
    }

    boolean isUnsubscribePage(String url) {
        return browser.pathOf(url).orElse("").startsWith("/u/");
    }

    private static String unlessFine(int status) {
        return status < 400 ? "" : " (the answer was " + status + ")";
    }
}
