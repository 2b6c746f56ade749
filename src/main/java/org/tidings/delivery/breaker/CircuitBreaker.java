package org.tidings.delivery.breaker;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.tidings.recipient.DeliveryHealth;

/**
 * Decides whether to pause a blast: because of many dead addresses, many complaints, or a provider that refuses everything. Continuing would
 * harm the sender's reputation. Free of I/O.
 */
final class CircuitBreaker {

    /** Fewer complaints may be accidental. */
    static final int FEWEST_COMPLAINTS = 3;

    /** Fewer consecutive refusals across domains may come from the filters of a few companies. */
    private static final int FEWEST_OF_ALL_DOMAINS = 20;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String HARM = " Continuing would harm your reputation with mailbox providers.";
    private static final String OPEN_ONE = " Open one of them to see the response of the mail server.";

    private CircuitBreaker() {}

    /**
     * The limits of an account; 0 disables a limit.
     *
     * @param bouncePercent hard bounces in percent of {@link DeliveryHealth#BUCKET} recipients, above which a blast is paused
     * @param complaintPercent complaints in percent of delivered messages, above which a blast is paused
     * @param blockedInRow refusals in a row, by one receiving domain or by all, at which a blast is paused
     */
    record Limits(int bouncePercent, BigDecimal complaintPercent, int blockedInRow) {

        boolean isReached(int bounces) {
            return bouncePercent > 0 && bounces * 100 > bouncePercent * DeliveryHealth.BUCKET;
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

    /**
     * The figures that determine whether a blast is paused.
     *
     * @param complaints all complaints
     * @param newComplaints complaints since the blast was last resumed
     * @param delivered all delivered messages
     */
    record BlastHealth(DeliveryHealth.Counters counters, int complaints, int newComplaints, int delivered) {}

    /**
     * The reason to pause the blast, as a sentence for staff; empty if no limit is exceeded.
     *
     * @param longestRunReturned returns the longest run of refusals after acceptance for a domain; called only for domains with enough of them
     */
    static Optional<String> reasonToPause(Limits limits, BlastHealth blast, ToIntFunction<String> longestRunReturned) {
        return bounces(limits, blast)
                .or(() -> complaints(limits, blast))
                .or(() -> refusals(limits, blast.counters(), longestRunReturned));
    }

    private static Optional<String> bounces(Limits limits, BlastHealth blast) {
        int bounces = blast.counters().mostBounces();
        return limits.isReached(bounces)
                ? Optional.of(bounces + " of " + DeliveryHealth.BUCKET
                        + " addresses in a row are dead. Check where this list comes from." + HARM)
                : Optional.empty();
    }

    private static Optional<String> complaints(Limits limits, BlastHealth blast) {
        return blast.newComplaints() >= FEWEST_COMPLAINTS && limits.isReached(blast.complaints(), blast.delivered())
                ? Optional.of(blast.complaints() + " of " + blast.delivered()
                        + " people marked it as spam. Check that they asked for this kind of mail." + HARM)
                : Optional.empty();
    }

    private static Optional<String> refusals(
            Limits limits, DeliveryHealth.Counters counters, ToIntFunction<String> longestRunReturned) {
        int limit = limits.blockedInRow();
        if (limit == 0) {
            return Optional.empty();
        }
        for (Map.Entry<String, Integer> domain : counters.refusalsInARow().entrySet()) {
            if (domain.getValue() >= limit) {
                return Optional.of(refusedBy(domain.getKey(), domain.getValue()));
            }
        }
        if (counters.refusalsOfAll() >= Math.max(FEWEST_OF_ALL_DOMAINS, limit)) {
            return Optional.of(counters.refusalsOfAll()
                    + " messages in a row were rejected because of the sender or the content." + OPEN_ONE);
        }
        return counters.returned().entrySet().stream()
                .filter(domain -> domain.getValue() >= limit && longestRunReturned.applyAsInt(domain.getKey()) >= limit)
                .findFirst()
                .map(domain -> refusedBy(domain.getKey(), limit));
    }

    private static String refusedBy(String domain, int refusals) {
        return domain + " rejected " + refusals + " messages in a row because of the sender or the content." + OPEN_ONE;
    }
}
