package org.tidings.report;

import java.util.List;

/** A group of {@link FollowUpGroups} on the page. */
record FollowUpGroup(FollowUpGroups.Group group, List<RecipientLine> lines) {

    public String heading() {
        return group.done().words();
    }

    public int count() {
        return group.count();
    }

    /** The URL of the full list of this group. */
    public String url(String blastId) {
        return "/blasts/" + blastId + "?tab=everyone&done=" + group.done();
    }

    public boolean hasMore() {
        return group.count() > lines.size();
    }
}
