package org.tidings.blast;

import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.web.Numbers;

/** Why people of an audience will not get a blast, in words: "3 duplicates, 1 unsubscribed". */
public final class LeftOutReasons {

    private LeftOutReasons() {}

    public static String of(AudienceCounts.Counts counts) {
        List<String> reasons = new ArrayList<>();
        add(reasons, counts.duplicates(), "duplicate", "duplicates");
        add(reasons, counts.malformed(), "not a valid email address", "not valid email addresses");
        add(reasons, counts.unsubscribed(), "unsubscribed", "unsubscribed");
        add(
                reasons,
                counts.invalid(),
                "bounced or marked an earlier message as spam",
                "bounced or marked earlier messages as spam");
        return String.join(", ", reasons);
    }

    private static void add(List<String> reasons, int count, String one, String many) {
        if (count > 0) {
            reasons.add(Numbers.of(count, one, many));
        }
    }
}
