package org.tidings.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link's target as typed. Merge fields inside it are percent-encoded; a field that is the whole target is let through only
 * if it is a web or mail address.
 */
final class UrlTemplate {
    private static final Pattern LINKABLE = Pattern.compile("(?i)(https?://|mailto:)[^\\s\"<>]+");

    private final String typed;
    private final MergeTemplate template;
    private final boolean wholeField;
    private final boolean startsWithOwnUrl;
    private final Optional<String> constantTarget;

    UrlTemplate(String typed) {
        this.typed = typed.strip();
        this.template = new MergeTemplate(this.typed);
        this.startsWithOwnUrl = template.startsWithOwnUrl();
        this.wholeField = MergeField.isWhole(this.typed) && !startsWithOwnUrl;
        this.constantTarget = template.isConstant() ? WebUrl.normalise(this.typed) : Optional.empty();
    }

    /** True if this may lead to a web page of someone's, so that its clicks can be tracked. */
    boolean isTrackable() {
        return constantTarget.isPresent()
                || wholeField
                || (!template.isConstant() && typed.regionMatches(true, 0, "http", 0, 4) && typed.contains("://"));
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
        if (wholeField) {
            String value = template.render(rendering::value);
            return LINKABLE.matcher(value).matches() ? value : "#";
        }
        boolean[] first = {startsWithOwnUrl};
        return template.render(field -> {
            String value = rendering.value(field);
            boolean asIs = first[0];
            first[0] = false;
            return asIs ? value : WebUrl.encodeComponent(value);
        });
    }
}
