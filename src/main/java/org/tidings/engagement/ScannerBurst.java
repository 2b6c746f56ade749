package org.tidings.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Detects scanners that do not identify themselves: they send a browser's user agent and request several links of a message at once, within
 * seconds of delivery. A person reads first and then follows one link.
 *
 * <p>Based on what mail senders publish about security gateways (Barracuda, Proofpoint, Mimecast, Microsoft Defender): they request several
 * different links of one message, often including the unsubscribe link, within one to five seconds of its arrival. No vendor publishes
 * reliable user agents or IP addresses.
 */
public final class ScannerBurst {

    public static final String WORDS = "Security scanner (opened several links at once)";

    /** Requests within this time after acceptance are provisional. Scanners run at delivery; later requests are classified immediately. */
    public static final Duration EARLY = Duration.ofSeconds(30);

    /** Requests within this time after acceptance are considered: a slow scanner may request its last links after {@link #EARLY}. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /** A person does not follow two different links within this time. */
    public static final Duration GAP = Duration.ofSeconds(2);

    /** How long to wait before a provisional request is decided; equals {@link #GAP}. */
    public static final Duration HOLD = Duration.ofSeconds(2);

    /**
     * One request for a URL of the message.
     *
     * @param at the time of the request
     * @param what the requested URL: the index of the link, "unsubscribe", "view", or {@link #PIXEL}
     */
    public record Fetch(Instant at, String what) {
        /** The pixel is ignored: a mail program loads it when the person opens the message. */
        public static final String PIXEL = "pixel";
    }

    private ScannerBurst() {}

    /**
     * Returns true if two or more different URLs of one message were requested less than {@link #GAP} apart within {@link #WINDOW} of
     * acceptance. Repeated requests for a single link count as made by a person.
     *
     * @param accepted when the receiving server accepted the message
     * @param fetches all requests for one recipient's message, in any order
     */
    public static boolean isMachine(Instant accepted, Collection<Fetch> fetches) {
        Instant end = accepted.plus(WINDOW);
        List<Fetch> links = fetches.stream()
                .filter(fetch -> !fetch.what().equals(Fetch.PIXEL) && fetch.at().isBefore(end))
                .sorted(Comparator.comparing(Fetch::at))
                .toList();
        // If any two different requests are close, two adjacent ones are too.
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
