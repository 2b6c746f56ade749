package org.tidings.report.overview;

/**
 * What became of the messages of some blasts.
 *
 * @param messages recipients who were to be mailed: all but those left out as invalid or unsubscribed
 * @param reached messages that arrived
 * @param bounced hard bounces
 * @param failed messages that could not be delivered for another reason
 */
record Sent(int blasts, int messages, int reached, int bounced, int failed, int complaints, int unsubscribes) {

    static final Sent NOTHING = new Sent(0, 0, 0, 0, 0, 0, 0);

    Sent plus(Sent other) {
        return new Sent(
                blasts + other.blasts,
                messages + other.messages,
                reached + other.reached,
                bounced + other.bounced,
                failed + other.failed,
                complaints + other.complaints,
                unsubscribes + other.unsubscribes);
    }

    public int notReached() {
        return bounced + failed;
    }

    /** Messages that are still in the queue. */
    public int waiting() {
        return messages - reached - bounced - failed;
    }
}
