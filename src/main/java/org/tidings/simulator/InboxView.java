package org.tidings.simulator;

import java.util.List;

/** A mailbox on the page. */
record InboxView(String address, List<Delivery> deliveries, int more) {
    private static final int SHOWN_DELIVERIES = 5;

    /**
     * A row of the mailbox.
     *
     * @param subject empty if the message was rejected before it was transmitted
     */
    record Delivery(String id, String subject, List<Arrival.Note> notes) {}

    /** Shows the newest deliveries; {@code more} is the number of older ones. */
    static InboxView of(String address, List<Arrival> newestFirst) {
        List<Delivery> shown = newestFirst.stream()
                .limit(SHOWN_DELIVERIES)
                .map(arrival -> new Delivery(arrival.id(), subject(arrival), arrival.notes()))
                .toList();
        return new InboxView(address, shown, newestFirst.size() - shown.size());
    }

    private static String subject(Arrival arrival) {
        if (!arrival.hasMessage()) {
            return "";
        }
        String subject = arrival.message().subject();
        return subject.isBlank() ? "(no subject)" : subject;
    }
}
