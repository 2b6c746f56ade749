package org.tidings.report.rounds;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.blast.RoundPeople;
import org.tidings.blast.RoundReason;

/** To whom a blast can be sent again now, by reason. */
@ApplicationScoped
public class RoundOffers {

    /** The days without a sign of reading, unless others are chosen. */
    public static final int DAYS = 3;

    private final RoundPeople people;
    private final Clock clock;

    RoundOffers(RoundPeople people, Clock clock) {
        this.clock = clock;
        this.people = people;
    }

    /** One for each reason, also those of nobody; none while the blast cannot be sent again. */
    public List<RoundOffer> of(Blast blast, int days) {
        return whyNot(blast) == null
                ? Arrays.stream(RoundReason.values())
                        .map(reason -> of(blast, reason, days))
                        .toList()
                : List.of();
    }

    RoundOffer of(Blast blast, RoundReason reason, int days) {
        return new RoundOffer(
                reason,
                days,
                people.counts(blast, reason, days),
                reason == RoundReason.UNREAD ? people.unknowable(blast, days) : 0,
                blast.audience != null);
    }

    /** Why nothing can be sent again now; null if it can. */
    @Nullable
    String whyNot(Blast blast) {
        if (blast.state == BlastState.PAUSED) {
            return "This blast is paused. Resume it before you send it again.";
        }
        if (blast.state == BlastState.CANCELLED && blast.isSentAgain()) {
            return "Sending again is being cancelled. Try again in a minute.";
        }
        if (blast.state == BlastState.CANCELLED) {
            return "This blast was cancelled and cannot be sent again. Duplicate it instead.";
        }
        if (blast.uselessAfter != null && !clock.instant().isBefore(blast.uselessAfter)) {
            return "This message was useful until a time that has passed. Duplicate it and write a new one.";
        }
        return blast.launchedAt == null ? "This blast is still being prepared. Try again in a minute." : null;
    }
}
