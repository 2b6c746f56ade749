package org.tidings.delivery;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a blast is going so badly that it had better stop: many dead addresses, many complaints, or a provider that takes
 * nothing any more. Going on regardless harms the sender's name with all of them. Pure.
 */
final class CircuitBreaker {

    /** Over how many outcomes the share of hard bounces is taken. */
    static final int WINDOW = 200;

    /** Fewer complaints than this may be two slips of a finger. */
    static final int FEWEST_COMPLAINTS = 3;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private CircuitBreaker() {}

    /**
     * An account's settings; 0 is never.
     *
     * @param bouncePercent of the last {@link #WINDOW} outcomes, above which it stops
     * @param complaintPercent of the delivered, above which it stops
     * @param blockedInRow refusals of one receiving domain in a row, at which it stops
     */
    record Limits(int bouncePercent, BigDecimal complaintPercent, int blockedInRow) {

        boolean isReached(int bounces) {
            return bouncePercent > 0 && bounces * 100 > bouncePercent * WINDOW;
        }

        boolean isReached(int complaints, int delivered) {
            return complaintPercent.signum() > 0
                    && complaints >= FEWEST_COMPLAINTS
                    && BigDecimal.valueOf(complaints)
                                    .multiply(HUNDRED)
                                    .compareTo(complaintPercent.multiply(BigDecimal.valueOf(delivered)))
                            > 0;
        }
    }

    /** What came of one attempt, or of the message afterwards. */
    enum Kind {
        TAKEN,
        BOUNCED,
        BLOCKED,
        /** Blocked with a 4xx: another attempt follows, so it is no outcome yet, but it is a refusal. */
        BLOCKED_FOR_NOW,
        GAVE_UP
    }

    /** The newest known outcome for one recipient; the domain is what stands behind the at sign. */
    record Outcome(long recipientId, String domain, Kind kind) {}

    /**
     * How a blast is doing.
     *
     * @param latest outcomes since somebody let it go on, the newest first; an older one for the same recipient is passed over
     * @param resumed whether somebody let it go on; then bounces count only once the window is full again
     * @param complaints in all
     * @param newComplaints since somebody let it go on
     * @param delivered in all
     */
    record Course(List<Outcome> latest, boolean resumed, int complaints, int newComplaints, int delivered) {}

    /** Why it is to stop, in words for staff; empty when all is well. */
    static Optional<String> reasonToStop(Limits limits, Course course) {
        List<Outcome> latest = newestOfEach(course.latest());
        return tooManyBounces(limits, latest, course.resumed())
                .or(() -> tooManyComplaints(limits, course))
                .or(() -> blocked(limits, latest));
    }

    private static Optional<String> tooManyBounces(Limits limits, List<Outcome> latest, boolean resumed) {
        List<Outcome> window = latest.stream()
                .filter(outcome -> outcome.kind() != Kind.BLOCKED_FOR_NOW)
                .limit(WINDOW)
                .toList();
        int bounces = (int) window.stream()
                .filter(outcome -> outcome.kind() == Kind.BOUNCED)
                .count();
        if (!limits.isReached(bounces) || (resumed && window.size() < WINDOW)) {
            return Optional.empty();
        }
        return Optional.of(bounces + " of the last " + window.size()
                + " addresses are dead. Check where they come from: going on harms your name with mail providers.");
    }

    private static Optional<String> tooManyComplaints(Limits limits, Course course) {
        if (course.newComplaints() < FEWEST_COMPLAINTS || !limits.isReached(course.complaints(), course.delivered())) {
            return Optional.empty();
        }
        return Optional.of(
                course.complaints() + " of " + course.delivered()
                        + " people marked it as junk mail. Check that they asked for such mail: going on harms your name with mail providers.");
    }

    private static Optional<String> blocked(Limits limits, List<Outcome> latest) {
        Map<String, Integer> inRow = new HashMap<>();
        Set<String> broken = new HashSet<>();
        for (Outcome outcome : latest) {
            if (outcome.kind() != Kind.BLOCKED && outcome.kind() != Kind.BLOCKED_FOR_NOW) {
                broken.add(outcome.domain());
            } else if (!broken.contains(outcome.domain())
                    && inRow.merge(outcome.domain(), 1, Integer::sum) == limits.blockedInRow()) {
                return Optional.of(
                        outcome.domain() + " refused " + limits.blockedInRow()
                                + " messages in a row because of the sender or the content. Open one of them to see what it said.");
            }
        }
        return Optional.empty();
    }

    private static List<Outcome> newestOfEach(List<Outcome> latest) {
        Set<Long> seen = new HashSet<>();
        return latest.stream()
                .filter(outcome -> seen.add(outcome.recipientId()))
                .toList();
    }
}
