package org.tidings.simulator;

import java.util.List;

/** One mailbox on the page. */
record InboxView(String address, List<Delivery> deliveries, int more) {
    private static final int SHOWN_DELIVERIES = 5;

    /**
     * One row.
     *
     * @param subject empty where the message was refused before it was sent
     */
    record Delivery(String id, String subject, List<Arrival.Note> notes) {}

    /** The newest deliveries; {@code more} says how many older ones there are. */
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
        String subject = arrival.letter().subject();
        return subject.isBlank() ? "(no subject)" : subject;
    }
}
