package org.tidings.report.rounds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.RoundPeople;

/**
 * Who would get a blast again, and who would not.
 *
 * @param willGet the first of them
 * @param willNot the first of them
 * @param blocks whether the message consists of blocks, and is edited as one text here
 * @param whyNot why nothing can be sent again now; null if it can
 */
record RoundReview(
        String id,
        String title,
        RoundOffer offer,
        List<RoundPeople.Person> willGet,
        List<RoundPeople.Person> willNot,
        boolean blocks,
        @Nullable String whyNot) {

    /** How many of those who get it are not shown. */
    public int moreGet() {
        return offer.counts().willGet() - willGet.size();
    }

    /** How many of those who do not get it are not shown. */
    public int moreNot() {
        return offer.counts().willNot() - willNot.size();
    }

    public boolean isSendable() {
        return whyNot == null && offer.counts().willGet() > 0;
    }
}
