package org.tidings.blast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the times of a blast. Pages and programs ask the same questions. */
public final class TimeValidation {

    private static final Duration SHORTEST_SPREAD = Duration.ofMinutes(1);
    private static final Duration LONGEST_SPREAD = Duration.ofDays(7);
    private static final Duration LATEST = Duration.ofDays(366);

    private TimeValidation() {}

    /**
     * Problems with the fields {@code spreadOver} and {@code uselessAfter}; empty if there are none.
     *
     * @param start when the blast starts
     * @param spreadOver null sends all messages at once
     * @param uselessAfter null tries as long as usual
     */
    public static List<SendValidation.Problem> problems(
            Purpose purpose, Instant start, @Nullable Duration spreadOver, @Nullable Instant uselessAfter) {
        List<SendValidation.Problem> problems = new ArrayList<>();
        Duration spread = spreadOver == null ? Duration.ZERO : spreadOver;
        if (spreadOver != null && purpose == Purpose.SERVICE) {
            problems.add(new SendValidation.Problem("spreadOver", "Service notices are sent at once."));
        } else if (spreadOver != null
                && (spread.compareTo(SHORTEST_SPREAD) < 0 || spread.compareTo(LONGEST_SPREAD) > 0)) {
            problems.add(new SendValidation.Problem("spreadOver", "Choose a time from one minute to seven days."));
        } else if (uselessAfter != null && !uselessAfter.isAfter(start.plus(spread))) {
            problems.add(new SendValidation.Problem(
                    "uselessAfter",
                    spread.isZero()
                            ? "Choose a time after the blast is sent."
                            : "Choose a time after the last message is sent."));
        }
        if (uselessAfter != null && uselessAfter.isAfter(start.plus(LATEST))) {
            problems.add(new SendValidation.Problem("uselessAfter", "Choose a time within one year."));
        }
        return problems;
    }
}
