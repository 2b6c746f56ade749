package org.tidings.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target of a link as people type it and as editors change it: addresses without a scheme, {@code mailto://}, merge
 * fields behind a scheme or percent-encoded. {@code compose.js} completes the same addresses while they are typed.
 */
public final class LinkTarget {
    /** The schemes of links in mail: pages, and programs of a phone. None of them can act on the page that shows the link. */
    static final String SCHEMES = "https?:|mailto:|tel:|sms:|mms:|webcals?:|whatsapp:|geo:|facetime:|tg:|viber:";

    private static final Pattern ENCODED_FIELD = Pattern.compile("(?i)%7B%7B((?:[^%{}<>\"]|%20|%7C|%C2%A0)*+)%7D%7D");
    private static final Pattern ABSOLUTE = Pattern.compile("(?is)(?:" + SCHEMES + ").+");
    private static final Pattern BEFORE_OWN_URL =
            Pattern.compile("(?i)(?:(?:https?:)?/{0,3}|https?://[^?#{}]*/|mailto:/*|tel:/*)");
    private static final Pattern SLASHES = Pattern.compile("(?i)^(mailto|tel|sms):/+");
    private static final Pattern MAILBOX =
            Pattern.compile("^[^\\s@/?#:{}]++@[^\\s@/?#:{}.]++(?:\\.[^\\s@/?#:{}.]++)++(?:\\?.*)?");
    private static final Pattern PHONE = Pattern.compile("\\+?\\d[\\d\\s()-]{5,30}");
    private static final Pattern HOST = Pattern.compile("(?i)//[^/].*|www\\..+");

    private LinkTarget() {}

    /** The target that was meant. Any other target, a safe one or not, is returned as typed. */
    public static String mended(String typed) {
        String url = withReadableFields(typed.strip());
        int field = url.indexOf("{{");
        if (field > 0 && isOwnUrlAt(url, field)) {
            return BEFORE_OWN_URL.matcher(url.substring(0, field)).matches() ? url.substring(field) : url;
        }
        url = SLASHES.matcher(url).replaceFirst("$1:");
        if (MAILBOX.matcher(url).matches()) {
            return "mailto:" + url;
        }
        if (PHONE.matcher(url).matches()) {
            return "tel:" + url.replaceAll("[^+\\d]", "");
        }
        if (HOST.matcher(url).matches()) {
            return url.startsWith("//") ? "https:" + url : "https://" + url;
        }
        return url;
    }

    /** True if this leads to the page that unsubscribes the person. */
    static boolean isUnsubscribe(String typed) {
        return new MergeTemplate(mended(typed))
                .first()
                .filter(field -> field.name().equals(MergeField.UNSUBSCRIBE_URL))
                .isPresent();
    }

    /** Browsers percent-encode the braces of a target that they resolve or copy. */
    private static String withReadableFields(String url) {
        return ENCODED_FIELD.matcher(url).replaceAll(match -> {
            String field =
                    "{{" + match.group(1).replaceAll("(?i)%20|%C2%A0", " ").replaceAll("(?i)%7C", "|") + "}}";
            return Matcher.quoteReplacement(MergeField.isWhole(field) ? field : match.group());
        });
    }

    /** True for a target that leads to a page or to a program of the reader. */
    public static boolean isAbsolute(String target) {
        return ABSOLUTE.matcher(target).matches();
    }

    private static boolean isOwnUrlAt(String url, int start) {
        Matcher match = MergeField.PATTERN.matcher(url).region(start, url.length());
        return Optional.of(match)
                .filter(Matcher::lookingAt)
                .map(MergeField::of)
                .filter(MergeField::isOwnUrl)
                .isPresent();
    }
}
