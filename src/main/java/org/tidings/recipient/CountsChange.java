package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** The changes of one batch of events to the counters of one blast. */
final class CountsChange {

    private static final String STORE =
            "update recipient_counts set sent = sent + ?, delivery = delivery + ?, opened = opened + ?,"
                    + " clicked = clicked + ?, bounce = bounce + ?, invalid = invalid + ?, unsubscribed = unsubscribed + ?, failed = failed + ?,"
                    + " waiting = waiting + ?, complaints = complaints + ?, unsubscribes = unsubscribes + ?,"
                    + " automatic_opens = automatic_opens + ?, automatic_clicks = automatic_clicks + ?,"
                    + " unconfirmed_opens = unconfirmed_opens + ?, unconfirmed_clicks = unconfirmed_clicks + ?,"
                    + " got_it = got_it + ?, answered_yes = answered_yes + ?, answered_no = answered_no + ?, answered_maybe = answered_maybe + ?"
                    + " where blast_id = ?";

    private final long blastId;
    private final Map<RecipientStatus, Integer> places = new EnumMap<>(RecipientStatus.class);
    private int waiting;
    private int complaints;
    private int unsubscribes;
    private int automaticOpens;
    private int automaticClicks;
    private int unconfirmedOpens;
    private int unconfirmedClicks;
    private int gotIt;
    private final Map<Answer, Integer> answers = new EnumMap<>(Answer.class);

    CountsChange(long blastId) {
        this.blastId = blastId;
    }

    /** Counts new rows in their first status; those with {@link RecipientStatus#SENT} wait for their first attempt. */
    void enrol(RecipientStatus place, int count) {
        places.merge(place, count, Integer::sum);
        waiting += place == RecipientStatus.SENT ? count : 0;
    }

    /** Counts recipients that were accepted at their first attempt. */
    void accept(RecipientStatus place, int count) {
        places.merge(RecipientStatus.SENT, -count, Integer::sum);
        places.merge(place, count, Integer::sum);
        waiting -= count;
    }

    /**
     * Counts recipients that left the queue with another status.
     *
     * @param unattempted number of them without an attempt
     */
    void conclude(RecipientStatus place, int count, int unattempted) {
        places.merge(RecipientStatus.SENT, -count, Integer::sum);
        places.merge(place, count, Integer::sum);
        waiting -= unattempted;
    }

    /** Subtracts the row as it was before the event. */
    void leave(RecipientRow row) {
        count(row, -1);
    }

    /** Adds the row as it is after the event. */
    void enter(RecipientRow row, NewEvent event) {
        count(row, 1);
        if (event.automatic()) {
            automaticOpens += event.type() == EventType.OPENED ? 1 : 0;
            automaticClicks += event.type() == EventType.CLICKED ? 1 : 0;
        }
        if (event.unconfirmed()) {
            unconfirmedOpens += event.type() == EventType.OPENED ? 1 : 0;
            unconfirmedClicks += event.type() == EventType.CLICKED ? 1 : 0;
        }
    }

    /** Counts what a recipient confirmed or answered instead of what was known before. */
    void answer(RecipientAnswer before, RecipientAnswer after) {
        gotIt += (after.gotItAt() == null ? 0 : 1) - (before.gotItAt() == null ? 0 : 1);
        if (before.answer() != null) {
            answers.merge(before.answer(), -1, Integer::sum);
        }
        if (after.answer() != null) {
            answers.merge(after.answer(), 1, Integer::sum);
        }
    }

    private void count(RecipientRow row, int one) {
        places.merge(row.status, one, Integer::sum);
        waiting += row.isWaiting() ? one : 0;
        complaints += row.complaint ? one : 0;
        unsubscribes += row.unsubscribedAt != null ? one : 0;
    }

    void store(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STORE)) {
            int i = 1;
            for (RecipientStatus status : RecipientStatus.values()) {
                update.setInt(i++, places.getOrDefault(status, 0));
            }
            update.setInt(i++, waiting);
            update.setInt(i++, complaints);
            update.setInt(i++, unsubscribes);
            update.setInt(i++, automaticOpens);
            update.setInt(i++, automaticClicks);
            update.setInt(i++, unconfirmedOpens);
            update.setInt(i++, unconfirmedClicks);
            update.setInt(i++, gotIt);
            for (Answer answer : Answer.values()) {
                update.setInt(i++, answers.getOrDefault(answer, 0));
            }
            update.setLong(i, blastId);
            update.executeUpdate();
        }
    }
}
