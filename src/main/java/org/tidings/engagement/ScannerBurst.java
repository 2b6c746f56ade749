package org.tidings.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Recognises scanners that give no name: they come with a browser's user agent, within seconds of delivery, and fetch the
 * message's links all at once. A person reads first and then follows one link.
 *
 * <p>Rests on what mail senders publish about security gateways (Barracuda, Proofpoint, Mimecast, Microsoft Defender):
 * several different links of one message, often the unsubscribe link too, within one to five seconds of its arrival. No
 * vendor publishes user agents or addresses one could rely on.
 */
public final class ScannerBurst {

    static final String RULE = "burst";
    public static final String WORDS = "Security scanner (opened several links at once)";

    /** A hit this soon after acceptance is provisional. Scanners work at delivery; later, a person is judged at once. */
    public static final Duration EARLY = Duration.ofSeconds(30);

    /** Fetches up to this long after acceptance count: the last of a slow scanner's links may come after {@link #EARLY}. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /** Two different links closer together than this were not both chosen by a person. */
    public static final Duration GAP = Duration.ofSeconds(2);

    /** How long a provisional hit waits for company: what comes later than {@link #GAP} is none. */
    public static final Duration HOLD = Duration.ofSeconds(2);

    /**
     * One fetch by this recipient.
     *
     * @param at when
     * @param what which of the message's URLs: the link's index, "unsubscribe", "view", or {@link #PIXEL}
     */
    public record Fetch(Instant at, String what) {
        /** The pixel does not count: a mail program loads it at the moment of a person's first look. */
        public static final String PIXEL = "pixel";
    }

    private ScannerBurst() {}

    /**
     * True when two or more different URLs of one message were fetched less than {@link #GAP} apart within
     * {@link #WINDOW} of acceptance. Following one link, however early or often, is a person's doing.
     *
     * @param accepted when the receiving server accepted the message
     * @param fetches all fetches by one recipient of one message, in any order
     */
    public static boolean isMachine(Instant accepted, Collection<Fetch> fetches) {
        Instant end = accepted.plus(WINDOW);
        List<Fetch> links = fetches.stream()
                .filter(fetch -> !fetch.what().equals(Fetch.PIXEL) && fetch.at().isBefore(end))
                .sorted(Comparator.comparing(Fetch::at))
                .toList();
        // If any two different ones are close, so are two neighbours.
        for (int i = 1; i < links.size(); i++) {
            Fetch previous = links.get(i - 1);
            Fetch next = links.get(i);
            if (!previous.what().equals(next.what())
                    && Duration.between(previous.at(), next.at()).compareTo(GAP) < 0) {
                return true;
            }
        }
        return false;
    }
}
