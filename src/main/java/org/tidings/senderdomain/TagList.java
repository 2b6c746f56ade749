package org.tidings.senderdomain;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code tag=value; tag=value} of DKIM keys and DMARC policies. Tags in lower case, values without surrounding blanks. */
record TagList(Map<String, String> tags) {

    static TagList parse(String text) {
        Map<String, String> tags = new HashMap<>();
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String tag = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                tags.putIfAbsent(tag, part.substring(equals + 1).strip());
            }
        }
        return new TagList(tags);
    }

    Optional<String> value(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    /** Whether a tag has a value, in any case. */
    boolean is(String tag, String value) {
        return value(tag).filter(value::equalsIgnoreCase).isPresent();
    }
}
