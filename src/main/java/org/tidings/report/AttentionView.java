package org.tidings.report;

import java.util.List;
import org.tidings.report.rounds.RoundOffer;

/**
 * The tab with people who did not get the message.
 *
 * @param groups those for whom staff can do something
 * @param retried those that Tidings tries again by itself
 * @param done those for whom staff have done something
 * @param offers to whom the message can be sent again; none in a large blast, in which it takes a moment to find them
 */
record AttentionView(
        List<AttentionGroup> groups, List<AttentionGroup> retried, List<FollowUpGroup> done, List<RoundOffer> offers) {

    static AttentionView of(List<AttentionGroup> all, List<FollowUpGroup> done, List<RoundOffer> offers) {
        return new AttentionView(
                all.stream().filter(group -> !group.isRetried()).toList(),
                all.stream().filter(AttentionGroup::isRetried).toList(),
                done,
                offers.stream().filter(offer -> offer.counts().willGet() > 0).toList());
    }
}
