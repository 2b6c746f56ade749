package org.tidings.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link's target as typed. Merge fields inside it are percent-encoded. A field at its start or behind {@code https://} may
 * be a whole web or mail address, and stays as it is if it is one.
 */
final class UrlTemplate {
    private static final Pattern LINKABLE = Pattern.compile("(?i)(https?://|mailto:)[^\\s\"<>]+");

    private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}.-]+(?::\\d+)?(?:[/?#][^\\s\"<>]*)?");
    private static final String NOWHERE = "#";

    private final String typed;
    private final MergeTemplate template;
    private final boolean startsWithAddress;
    private final boolean followsScheme;
    private final Optional<String> constantTarget;

    UrlTemplate(String typed) {
        this.typed = typed.strip();
        this.template = new MergeTemplate(this.typed);
        this.startsWithAddress = startsWithAddress(template);
        this.followsScheme =
                !template.isConstant() && SCHEME.matcher(template.beforeFirst()).matches();
        this.constantTarget = template.isConstant() ? WebUrl.normalise(this.typed) : Optional.empty();
    }

    /** True if this may lead to a web page of someone's, so that its clicks can be tracked. */
    boolean isTrackable() {
        return constantTarget.isPresent()
                || (startsWithAddress && !template.startsWithOwnUrl())
                || (!template.isConstant() && typed.regionMatches(true, 0, "http", 0, 4) && typed.contains("://"));
    }

    /** The same for all spellings of one target, in HTML and in plain text. */
    String key() {
        return constantTarget.orElseGet(() -> WebUrl.delimited(typed));
    }

    /** The target that is the same for everyone, if there is one. */
    Optional<String> constantTarget() {
        return constantTarget;
    }

    /** The person's target, fit for a click token; empty if it turns out to be no web address. */
    Optional<String> target(Rendering rendering) {
        return template.isConstant() ? constantTarget : WebUrl.normalise(render(rendering));
    }

    /** The person's target as it stands in the link, not yet escaped for HTML. */
    String render(Rendering rendering) {
        if (template.isConstant()) {
            return typed;
        }
        String encoded = template.render(field -> WebUrl.encodeComponent(rendering.value(field)));
        String value = startsWithAddress || followsScheme ? rendering.value(template.leading()) : "";
        int scheme = template.beforeFirst().length();
        String rest = value.isEmpty()
                ? ""
                : encoded.substring(scheme + WebUrl.encodeComponent(value).length());
        if (LINKABLE.matcher(value).matches()) {
            return rest.startsWith("?") && value.contains("?") ? value + "&" + rest.substring(1) : value + rest;
        }
        if (followsScheme) {
            return HOST.matcher(value).matches() ? template.beforeFirst() + value + rest : encoded;
        }
        if (startsWithAddress) {
            String completed = LinkTarget.mended(value);
            return LINKABLE.matcher(completed).matches() ? completed + rest : NOWHERE;
        }
        return encoded;
    }

    /** True if a field may be the address to which the rest is only added. */
    static boolean startsWithAddress(MergeTemplate template) {
        if (template.startsWithOwnUrl()) {
            return true;
        }
        String rest = template.first().isPresent() ? template.afterFirst() : ":";
        return rest.isEmpty() ? template.count() == 1 : "/?#&".indexOf(rest.charAt(0)) >= 0;
    }
}
