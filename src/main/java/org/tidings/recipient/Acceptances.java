package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Utc;

/**
 * Records acceptances of first attempts, the most frequent outcome, with one update per blast. No event is written, because the row of the
 * recipient contains all of it.
 */
final class Acceptances {

    private Acceptances() {}

    /** Separates plain acceptances from the other events of a batch. All events of a recipient with several events are in {@code others}. */
    record Split(List<NewEvent> accepted, List<NewEvent> others) {

        static Split of(List<NewEvent> events) {
            Set<RecipientKey> seen = new HashSet<>();
            Set<RecipientKey> several = new HashSet<>();
            for (NewEvent event : events) {
                if (!seen.add(event.recipient())) {
                    several.add(event.recipient());
                }
            }
            Split split = new Split(new ArrayList<>(events.size()), new ArrayList<>());
            for (NewEvent event : events) {
                boolean plain =
                        event.isAcceptedAttempt() && event.attempt() == 1 && !several.contains(event.recipient());
                (plain ? split.accepted : split.others).add(event);
            }
            return split;
        }
    }

    /**
     * Updates the recipients that are still waiting for their first attempt, by {@code recipient_pk}. All acceptances of a blast in the batch
     * get the time of the latest one; they are milliseconds apart.
     *
     * @return all acceptances of the blasts in which at least one recipient was in another state or still had a reason. They must be applied
     *     one by one, which ignores those already recorded here
     */
    static List<NewEvent> record(Connection connection, List<NewEvent> accepted, Map<Long, CountsChange> changes)
            throws SQLException {
        Map<Long, List<NewEvent>> delivered = new TreeMap<>();
        Map<Long, List<NewEvent>> handedOver = new TreeMap<>();
        for (NewEvent event : accepted) {
            (event.type() == EventType.DELIVERED ? delivered : handedOver)
                    .computeIfAbsent(event.recipient().blastId(), none -> new ArrayList<>())
                    .add(event);
        }
        List<NewEvent> leftOver = new ArrayList<>();
        record(connection, delivered, RecipientStatus.DELIVERY, changes, leftOver);
        record(connection, handedOver, RecipientStatus.SENT, changes, leftOver);
        return leftOver;
    }

    private static void record(
            Connection connection,
            Map<Long, List<NewEvent>> byBlast,
            RecipientStatus place,
            Map<Long, CountsChange> changes,
            List<NewEvent> leftOver)
            throws SQLException {
        for (Map.Entry<Long, List<NewEvent>> blast : byBlast.entrySet()) {
            List<NewEvent> events = blast.getValue();
            int moved = update(connection, blast.getKey(), events, place);
            if (moved > 0) {
                changes.computeIfAbsent(blast.getKey(), CountsChange::new).accept(place, moved);
            }
            if (moved < events.size()) {
                leftOver.addAll(events);
            }
        }
    }

    private static int update(Connection connection, long blastId, List<NewEvent> events, RecipientStatus place)
            throws SQLException {
        InList seqs = new InList(
                events.stream().map(event -> event.recipient().seq()).sorted().toList());
        Instant at = events.stream().map(NewEvent::at).max(Instant::compareTo).orElseThrow();
        boolean delivered = place == RecipientStatus.DELIVERY;
        try (PreparedStatement update = connection.prepareStatement("update recipient force index (primary)"
                + " set status = ?, attempts = 1, sent_at = ?, delivered_at = "
                + (delivered ? "?" : "delivered_at")
                + ", last_activity_at = ? where blast_id = ? and status = 0 and attempts = 0 and reason is null and seq in "
                + seqs.marks())) {
            int i = 1;
            update.setInt(i++, place.code());
            update.setObject(i++, Utc.of(at));
            if (delivered) {
                update.setObject(i++, Utc.of(at));
            }
            update.setObject(i++, Utc.of(at));
            update.setLong(i++, blastId);
            seqs.bind(update, i);
            return update.executeUpdate();
        }
    }
}
