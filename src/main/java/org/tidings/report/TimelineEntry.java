package org.tidings.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.Answer;
import org.tidings.recipient.EventType;
import org.tidings.recipient.TimelineEvent;

/**
 * An entry of a recipient's timeline.
 *
 * @param text the event in plain words
 * @param raw the response of the remote server; null if there is none
 * @param why what led to the verdict; empty for events without one
 * @param automatic whether it is not known to be caused by a person
 */
record TimelineEntry(
        Instant at,
        String text,
        @Nullable String code,
        @Nullable String raw,
        List<String> why,
        boolean automatic) {

    private static final String SEPARATOR = " · ";

    /** @param links words of the blast's links by position */
    static TimelineEntry of(TimelineEvent event, Map<Integer, String> links, List<String> why) {
        return new TimelineEntry(
                event.at(),
                text(event, links),
                event.type() == EventType.CORRECTED ? null : event.code(),
                event.type() == EventType.CORRECTED || event.type() == EventType.ANSWERED ? null : event.text(),
                why,
                event.automatic() || event.undecided() || event.unconfirmed());
    }

    private static String text(TimelineEvent event, Map<Integer, String> links) {
        return switch (event.type()) {
            case ACCEPTED -> "Accepted by the mail server; delivery is not confirmed yet";
            case DELIVERED -> "Delivered to their mailbox";
            case DEFERRED -> "Not accepted yet; Tidings will try again";
            case BOUNCED -> "Bounced: the address does not accept mail";
            case SUSPECTED -> "Came back; the address is probably dead, and the next blast tries it once more";
            case BLOCKED -> "Rejected because of the sender or the message, not because of the address";
            case GAVE_UP -> "Not accepted; gave up after the last attempt";
            case FAILED -> "Not sent";
            case CANCELLED -> "Not sent: sending was cancelled";
            case LEFT_OUT_INVALID -> "Left out: the address is invalid";
            case LEFT_OUT_UNSUBSCRIBED -> "Left out: unsubscribed";
            case OPENED -> "Opened" + by(event);
            case CLICKED -> "Clicked" + link(event, links) + by(event);
            case COMPLAINED -> "Marked as spam";
            case NOT_SPAM -> "No longer marked as spam";
            case UNSUBSCRIBED -> "Unsubscribed";
            case VISITED ->
                event.automatic()
                        ? "Loaded a page of the message, such as the unsubscribe page" + by(event)
                        : "A page of the message, such as the unsubscribe page, was opened in a browser, by a person or a machine";
            case GOT_IT -> "Pressed the button that confirms reading";
            case ANSWERED ->
                "Answered: "
                        + Answer.parse(event.detail())
                                .map(Answer::word)
                                .orElse("")
                                .toLowerCase(Locale.ROOT);
            case AUTO_REPLIED -> "Automatic reply";
            case UNCLEAR -> "A reply that Tidings could not interpret";
            case CORRECTED -> Objects.requireNonNullElse(event.detail(), "The address was mistyped.");
        };
    }

    private static String link(TimelineEvent event, Map<Integer, String> links) {
        String label = event.link() == null ? null : links.get(event.link());
        return label == null ? " a link" : " '" + label + "'";
    }

    /** Who did it, unless it was a person. */
    private static String by(TimelineEvent event) {
        if (event.undecided()) {
            return " (checking whether this was a person or a machine)";
        }
        String words = words(event);
        if (event.unconfirmed()) {
            return "; could not be confirmed: "
                    + (words.isEmpty() ? "a person or a machine" : words + ", so it may have been a machine");
        }
        if (!event.automatic()) {
            return "";
        }
        return words.isEmpty() ? ", by a machine" : ", by a machine: " + words;
    }

    /** They stand before the user agent. */
    private static String words(TimelineEvent event) {
        int end = event.visitor().indexOf(SEPARATOR);
        return end > 0 ? event.visitor().substring(0, end) : "";
    }
}
