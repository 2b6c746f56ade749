package org.tidings.report;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientEvent;

/**
 * One line of a recipient's timeline. Pure.
 *
 * @param said what happened, in plain words
 * @param raw the other side's own words; null when there are none
 * @param automatic done by a machine, or not yet known to be done by a person
 */
record TimelineEntry(
        Instant at,
        String said,
        @Nullable String code,
        @Nullable String raw,
        boolean automatic) {

    private static final String SEPARATOR = " · ";

    /** @param links words of the blast's links by position */
    static TimelineEntry of(RecipientEvent event, Map<Integer, String> links) {
        String said = event.settleAt != null
                ? said(event, links) + " (person or machine? waiting to see)"
                : said(event, links);
        return new TimelineEntry(
                event.at,
                said,
                event.type == EventType.CORRECTED ? null : event.code,
                event.type == EventType.CORRECTED ? null : event.detail,
                event.automatic || event.settleAt != null);
    }

    private static String said(RecipientEvent event, Map<Integer, String> links) {
        return switch (event.type) {
            case ACCEPTED -> "Handed over to the mail server; delivery is not confirmed yet";
            case DELIVERED -> "Delivered to their mailbox";
            case DEFERRED -> "Refused for now; another attempt follows";
            case BOUNCED -> "Bounced: the address does not take mail";
            case BLOCKED -> "Refused because of us or the message, not because of the address";
            case GAVE_UP -> "Refused once more, and given up";
            case FAILED -> "Not sent";
            case CANCELLED -> "Not sent: the blast was cancelled";
            case LEFT_OUT_INVALID -> "Left out: the address is invalid";
            case LEFT_OUT_UNSUBSCRIBED -> "Left out: unsubscribed";
            case OPENED -> "Opened" + by(event);
            case CLICKED -> "Clicked" + link(event, links) + by(event);
            case COMPLAINED -> "Marked it as junk mail";
            case NOT_SPAM -> "Took it out of the junk folder again";
            case UNSUBSCRIBED -> "Unsubscribed";
            case VISITED -> "Looked at the message or the unsubscribe page in a browser" + by(event);
            case AUTO_REPLIED -> "An automatic answer came back";
            case UNCLEAR -> "A message came back that Tidings could not make sense of";
            case CORRECTED -> Objects.requireNonNullElse(event.detail, "The address was mistyped.");
        };
    }

    private static String link(RecipientEvent event, Map<Integer, String> links) {
        String label = event.link == null ? null : links.get(event.link);
        return label == null ? " a link" : " '" + label + "'";
    }

    /** A machine's name stands first in the detail. */
    private static String by(RecipientEvent event) {
        if (!event.automatic) {
            return "";
        }
        String detail = event.detail == null ? "" : event.detail;
        int end = detail.indexOf(SEPARATOR);
        String name = end > 0 ? detail.substring(0, end) : "";
        return name.isEmpty() ? ", by a machine" : ", by a machine: " + name;
    }
}
