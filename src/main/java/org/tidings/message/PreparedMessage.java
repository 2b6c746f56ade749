package org.tidings.message;

import java.util.List;
import java.util.Set;

/** A message with all done that does not vary between recipients. Immutable and safe to share between threads. */
public final class PreparedMessage {

    /** What a page shows: the message without any transport. */
    public record Preview(String subject, String html, String text) {}

    private PreparedMessage() {}

    public static PreparedMessage prepare(MessageContent content, MessageSettings settings, Tokens tokens) {
        throw new UnsupportedOperationException();
    }

    /** The tracked links, in order; positions are those of click tokens. */
    public List<Link> links() {
        throw new UnsupportedOperationException();
    }

    /** Merge fields that come out empty for this person, anywhere in the message. */
    public Set<String> blankFields(Person person) {
        throw new UnsupportedOperationException();
    }

    /**
     * The mail for one person.
     *
     * @throws IllegalArgumentException if the person's address cannot be mailed
     */
    public OutgoingMessage render(Person person) {
        throw new UnsupportedOperationException();
    }

    /** The message in a browser: links tracked as in the mail, no pixel, inline images as data. */
    public String renderForBrowser(Person person) {
        throw new UnsupportedOperationException();
    }

    /** What this person will see, nothing tracked. */
    public Preview preview(Person person) {
        throw new UnsupportedOperationException();
    }
}
