package org.tidings.report;

import java.util.List;

/**
 * The tab with people who did not get the message.
 *
 * @param groups those for whom staff can do something
 * @param retried those that Tidings tries again by itself
 * @param done those for whom staff have done something
 */
record AttentionView(List<AttentionGroup> groups, List<AttentionGroup> retried, List<DoneGroup> done) {

    static AttentionView of(List<AttentionGroup> all, List<DoneGroup> done) {
        return new AttentionView(
                all.stream().filter(group -> !group.isRetried()).toList(),
                all.stream().filter(AttentionGroup::isRetried).toList(),
                done);
    }
}
