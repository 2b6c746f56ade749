package org.tidings.message.block;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.message.LinkTarget;

/** Addresses in blocks: links as people type them, and pictures. */
final class BlockLink {

    private static final Pattern HOST =
            Pattern.compile("(?i)^[a-z0-9-]++(?:\\.[a-z0-9-]++)++(?::\\d{1,5})?+(?:[/?#].*+)?");
    private static final Pattern PICTURE = Pattern.compile("(?i)https?://[^\\s\"'<>]{1,1000}");

    private BlockLink() {}

    /** The complete address; empty if it leads nowhere. */
    static Optional<String> of(String typed) {
        String target = LinkTarget.mended(typed);
        if (HOST.matcher(target).matches()) {
            target = "https://" + target;
        }
        return Optional.of(target).filter(url -> LinkTarget.isAbsolute(url) || url.startsWith("{{"));
    }

    static Optional<String> picture(String typed) {
        return Optional.of(typed.strip()).filter(url -> PICTURE.matcher(url).matches());
    }
}
