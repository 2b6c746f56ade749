package org.tidings.simulator;

import java.util.List;
import java.util.Optional;

/** The actions that a recipient performs over HTTP. */
final class RecipientActions {
    private final Browser browser;

    RecipientActions(Browser browser) {
        this.browser = browser;
    }

    /** Loads the tracking pixel, the last image of Tidings in the message. */
    RecipientAction loadPixel(ReceivedMessage message, String userAgent) {
        List<String> ours = message.images().stream().filter(this::isOurs).toList();
        if (ours.isEmpty()) {
            return () -> "opened the message, which has no tracking pixel";
        }
        return () -> "loaded the tracking pixel" + errorSuffix(browser.get(ours.get(ours.size() - 1), userAgent));
    }

    /** The first tracked link. */
    Optional<String> firstTrackedLink(ReceivedMessage message) {
        return message.links().stream()
                .map(ReceivedMessage.Link::url)
                .filter(url -> browser.pathOf(url).orElse("").startsWith("/c/"))
                .findFirst();
    }

    /** Follows a link without its redirect. */
    RecipientAction follow(String url, String userAgent) {
        return () -> "followed " + url + errorSuffix(browser.get(url, userAgent));
    }

    /** Sends a HEAD request for a link. */
    RecipientAction probe(String url, String userAgent) {
        return () -> "probed " + url + errorSuffix(browser.head(url, userAgent));
    }

    /** Unsubscribes with one click, like the button of a mail program (RFC 8058). */
    RecipientAction unsubscribe(ReceivedMessage message, String userAgent) {
        Optional<String> url = message.oneClickUrl().filter(this::isOurs);
        if (url.isEmpty()) {
            return () -> "tried to unsubscribe, but the message has no one-click unsubscribe";
        }
        return () -> "unsubscribed with one click" + errorSuffix(browser.postOneClick(url.get(), userAgent));
    }

    /** Whether a link is a URL of Tidings; others are never followed. */
    boolean isOurs(String url) {
        return browser.pathOf(url).isPresent();
    }

    boolean isUnsubscribePage(String url) {
        return browser.pathOf(url).orElse("").startsWith("/u/");
    }

    private static String errorSuffix(int status) {
        return status < 400 ? "" : " (response status " + status + ")";
    }
}
