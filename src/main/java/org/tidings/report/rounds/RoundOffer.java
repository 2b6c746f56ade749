package org.tidings.report.rounds;

import org.tidings.blast.RoundPeople;
import org.tidings.blast.RoundReason;
import org.tidings.platform.web.Numbers;

/**
 * A button that leads to the review of a round.
 *
 * @param days of {@link RoundReason#UNREAD}
 * @param unknowable of whom nobody knows whether they have read it
 * @param byRule whether a rule selected people, beside lists
 */
public record RoundOffer(RoundReason reason, int days, RoundPeople.Counts counts, int unknowable, boolean byRule) {

    public boolean isUnread() {
        return reason == RoundReason.UNREAD;
    }

    public String heading() {
        return isUnread() ? reason.words() + " after " + Numbers.of(days, "day", "days") : reason.words();
    }

    public String button() {
        return "Send to " + Numbers.of(counts.willGet(), "person", "people");
    }

    /** The path of the review below that of the blast. */
    public String review() {
        return "/rounds/review?reason=" + reason + (isUnread() ? "&days=" + days : "");
    }

    /** What is worth knowing beside the button; empty for nothing. */
    public String note() {
        return covers()
                + (counts.willNot() == 0
                        ? ""
                        : Numbers.of(counts.willNot()) + (counts.willGet() > 0 ? " more" : "") + " will not get it. ")
                + (unknowable == 0
                        ? ""
                        : "It is not known whether " + Numbers.of(unknowable, "other person has", "other people have")
                                + " read it; they are not included.");
    }

    /** Who belongs to it, where the heading does not say so; empty otherwise. */
    private String covers() {
        if (reason != RoundReason.ADDED) {
            return "";
        }
        return byRule
                ? "People who were selected when the blast was sent, had no working address then, and have one now. Addresses of lists are"
                        + " not among them. "
                : "This blast went to a list of addresses, so nobody is known to be missing. ";
    }
}
