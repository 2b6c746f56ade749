package org.tidings.message;

import java.util.Locale;
import java.util.Optional;
import org.tidings.message.ContentCheck.Kind;

/** Whether Gmail shows the whole message. */
public final class MessageSize {
    /**
     * Gmail hides what comes after about 102 KB of HTML behind "View entire message". Google does not document it; measured in
     * <a href="https://www.spamresource.com/2022/01/what-is-gmail-clipping-and-what-to-do.html">Spam Resource, 2022</a>.
     */
    static final int GMAIL_CLIPS_AT = 102 * 1024;

    private MessageSize() {}

    /** Measures the HTML as one person gets it: with layout, footer and tracked links. */
    public static Optional<ContentCheck> check(PreparedMessage message, Person person) {
        int octets = message.htmlOctets(person);
        return octets <= GMAIL_CLIPS_AT
                ? Optional.empty()
                : Optional.of(new ContentCheck(
                        Kind.TOO_LARGE,
                        "Gmail cuts off messages larger than 102 KB, including the links at the end.",
                        String.format(Locale.ROOT, "%,d KB", octets / 1024)));
    }
}
