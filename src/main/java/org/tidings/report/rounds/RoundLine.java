package org.tidings.report.rounds;

import org.jspecify.annotations.Nullable;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.blast.Round;
import org.tidings.blast.RoundReason;
import org.tidings.platform.web.Numbers;

/** A round in the list of a blast. */
record RoundLine(Round round, String author) {

    static RoundLine of(Blast blast, Round round) {
        @Nullable Long staff = round.staffId;
        return new RoundLine(round, staff == null ? "an API key" : StaffMember.nameOf(blast.accountId, staff));
    }

    public String reason() {
        return round.reason == RoundReason.UNREAD
                ? round.reason.words() + " after " + Numbers.of(round.days, "day", "days")
                : round.reason.words();
    }

    /** The subject of an edited message; empty for the message of the blast. */
    public String edited() {
        return round.message().map(message -> message.subject()).orElse("");
    }
}
