package org.tidings.delivery;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a blast is going so badly that it had better stop: many dead addresses, many complaints, or a provider that takes
 * nothing any more. Going on regardless harms the sender's name with all of them. Pure but for what it asks the {@link Crowd}.
 */
final class CircuitBreaker {

    /** Over how many outcomes the share of hard bounces is taken. */
    static final int WINDOW = 200;

    /** Fewer complaints than this may be two slips of a finger. */
    static final int FEWEST_COMPLAINTS = 3;

    private static final String DEAD =
            " are dead. Check where they come from: going on harms your name with mail providers.";

    private static final String LOOK = " Open one of them to see what it said.";

    /** Refusals by filters of a few firms, one after the other, say nothing yet. */
    private static final int FEWEST_EVERYWHERE = 20;

    private static final int RANGES = 5;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private CircuitBreaker() {}

    /**
     * An account's settings; 0 is never.
     *
     * @param bouncePercent of the last {@link #WINDOW} outcomes, above which it stops
     * @param complaintPercent of the delivered, above which it stops
     * @param blockedInRow refusals of one receiving domain in a row, or of all domains (and then {@link #FEWEST_EVERYWHERE} at least), at
     *     which it stops
     */
    record Limits(int bouncePercent, BigDecimal complaintPercent, int blockedInRow) {

        boolean isReached(int bounces) {
            return bouncePercent > 0 && bounces >= fewestBounces();
        }

        int fewestBounces() {
            return bouncePercent * WINDOW / 100 + 1;
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

    /** The people of a blast in the order of its list, which is about the order in which they are mailed. */
    interface Crowd {

        /**
         * How many of those from one recipient to another were taken over since somebody let the blast go on.
         *
         * @param domain only those behind this at sign; null for all
         * @param limit counting ends behind this number
         */
        int takenOver(long first, long last, @Nullable String domain, int limit);
    }

    /**
     * How a blast is doing.
     *
     * @param latest outcomes since somebody let it go on, the newest first; an older one for the same recipient is passed over
     * @param cameBack what came back of messages that a relay had taken over, from farther ago
     * @param resumed whether somebody let it go on; then bounces count only once the window is full again
     * @param complaints in all
     * @param newComplaints since somebody let it go on
     * @param delivered in all
     */
    record Course(
            List<Outcome> latest,
            List<Outcome> cameBack,
            boolean resumed,
            int complaints,
            int newComplaints,
            int delivered) {}

    /** Why it is to stop, in words for staff; empty when all is well. */
    static Optional<String> reasonToStop(Limits limits, Course course, Crowd crowd) {
        List<Outcome> latest = newestOfEach(course.latest());
        return tooManyBounces(limits, course, latest, crowd)
                .or(() -> tooManyComplaints(limits, course))
                .or(() -> blocked(limits, latest))
                .or(() -> blockedEverywhere(limits, latest, course.cameBack()))
                .or(() -> blockedBehindRelay(limits, course.cameBack(), crowd));
    }

    private static Optional<String> tooManyBounces(Limits limits, Course course, List<Outcome> latest, Crowd crowd) {
        List<Outcome> window = latest.stream()
                .filter(outcome -> outcome.kind() != Kind.BLOCKED_FOR_NOW)
                .limit(WINDOW)
                .toList();
        int bounces = (int) window.stream()
                .filter(outcome -> outcome.kind() == Kind.BOUNCED)
                .count();
        if (course.resumed() && window.size() < WINDOW) {
            return Optional.empty();
        }
        return limits.isReached(bounces)
                ? Optional.of(bounces + " of the last " + window.size() + " addresses" + DEAD)
                : tooManyBouncesBehindRelay(limits, course.cameBack(), crowd);
    }

    /** A relay takes everything over, and faster than the news come back: those count among the people mailed at the same time. */
    private static Optional<String> tooManyBouncesBehindRelay(Limits limits, List<Outcome> cameBack, Crowd crowd) {
        int enough = limits.fewestBounces();
        return limits.bouncePercent() == 0
                ? Optional.empty()
                : closest(those(cameBack, Kind.BOUNCED), enough)
                        .map(range -> crowd.takenOver(range.first(), range.last(), null, WINDOW))
                        .filter(mailed -> mailed <= WINDOW)
                        .findFirst()
                        .map(mailed -> enough + " of " + mailed + " addresses mailed one after another" + DEAD);
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
                return Optional.of(refusedInRow(limits, outcome.domain()));
            }
        }
        return Optional.empty();
    }

    /** When nobody takes anything any more, it need not be one provider: we are on a list that many of them ask. */
    private static Optional<String> blockedEverywhere(Limits limits, List<Outcome> latest, List<Outcome> cameBack) {
        Set<Outcome> later = Set.copyOf(cameBack);
        long inRow = latest.stream()
                .filter(outcome -> outcome.kind() != Kind.BLOCKED_FOR_NOW && !later.contains(outcome))
                .takeWhile(outcome -> outcome.kind() == Kind.BLOCKED)
                .count();
        return limits.blockedInRow() > 0 && inRow >= Math.max(FEWEST_EVERYWHERE, limits.blockedInRow())
                ? Optional.of(inRow + " messages in a row were refused because of the sender or the content." + LOOK)
                : Optional.empty();
    }

    /** What the relay took over meanwhile breaks no row: the provider may not have seen it yet. */
    private static Optional<String> blockedBehindRelay(Limits limits, List<Outcome> cameBack, Crowd crowd) {
        int enough = limits.blockedInRow();
        return enough == 0
                ? Optional.empty()
                : those(cameBack, Kind.BLOCKED).collect(Collectors.groupingBy(Outcome::domain)).entrySet().stream()
                        .filter(domain -> closest(domain.getValue().stream(), enough)
                                .anyMatch(range -> crowd.takenOver(range.first(), range.last(), domain.getKey(), enough)
                                        == enough))
                        .map(domain -> refusedInRow(limits, domain.getKey()))
                        .findFirst();
    }

    private static String refusedInRow(Limits limits, String domain) {
        return domain + " refused " + limits.blockedInRow() + " messages in a row because of the sender or the content."
                + LOOK;
    }

    private static Stream<Outcome> those(List<Outcome> cameBack, Kind kind) {
        return newestOfEach(cameBack).stream().filter(outcome -> outcome.kind() == kind);
    }

    private record Range(long first, long last) {}

    /**
     * Where so many of them stand closest together in the list, the closest first; none when there are fewer. Ids have gaps, so that the closest
     * by id need not be so by people: a few are looked at.
     */
    private static Stream<Range> closest(Stream<Outcome> outcomes, int count) {
        List<Long> ids = outcomes.map(Outcome::recipientId).sorted().toList();
        return IntStream.rangeClosed(0, ids.size() - count)
                .mapToObj(i -> new Range(ids.get(i), ids.get(i + count - 1)))
                .sorted(Comparator.comparingLong(range -> range.last() - range.first()))
                .limit(RANGES);
    }

    private static List<Outcome> newestOfEach(List<Outcome> latest) {
        Set<Long> seen = new HashSet<>();
        return latest.stream()
                .filter(outcome -> seen.add(outcome.recipientId()))
                .toList();
    }
}
