package org.tidings.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.DomainTypo;
import org.tidings.platform.web.TimedText;
import org.tidings.recipient.Correction;
import org.tidings.recipient.FollowUp;

/**
 * A recipient in a list.
 *
 * @param text the status and its reason in plain words
 * @param nextStep what staff can do; null if there is nothing
 */
public record RecipientLine(
        ReportRow row, TimedText text, @Nullable String nextStep) {

    /** The name, or the address if there is no name. */
    public String who() {
        return row.name().isEmpty() ? row.email() : row.name();
    }

    /** The number of the recipient, for a path. */
    public int id() {
        return row.key().seq();
    }

    /** What staff have done, unless a link says so: "Called"; empty if nothing. */
    public String done() {
        return row.done() == FollowUp.OPEN || row.isSentAgain()
                ? ""
                : row.done().words();
    }

    /** The address, encoded for a query string. */
    public String query() {
        return URLEncoder.encode(row.email(), StandardCharsets.UTF_8);
    }

    /** For groups that show the next step in their heading, which is wrong for people who reported the mail as junk. */
    public RecipientLine withoutNextStep() {
        return isComplainer() ? this : new RecipientLine(row, text, null);
    }

    /** Whether the message can be sent to a corrected address. */
    public boolean isFixable() {
        return !row.isSentAgain()
                && switch (row.status()) {
                    case BOUNCE, INVALID -> Correction.helps(row.status(), row.rule()) && !isComplainer();
                    case FAILED -> "malformed".equals(row.rule());
                    default -> false;
                };
    }

    /** Whether the recipient marked this or an earlier message as spam; they must not be mailed at another address either. */
    private boolean isComplainer() {
        return NextStep.isComplainer(row);
    }

    /** The suggested domain if this one looks mistyped, otherwise null. */
    public @Nullable String didYouMean() {
        return DomainTypo.suggestion(row.email())
                .map(meant -> meant.substring(meant.lastIndexOf('@') + 1))
                .orElse(null);
    }

    public boolean hasName() {
        return !row.name().isEmpty();
    }
}
