package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Confirmations and answers of one batch of events, for the {@link Ledger}. The recipients are locked. */
final class Answers {

    private static final Set<EventType> TYPES = EnumSet.of(EventType.GOT_IT, EventType.ANSWERED);

    private static final MultiRow STORE = new MultiRow(
            "insert into recipient_answer (blast_id, seq, " + RecipientAnswer.COLUMNS + ") values",
            5,
            "on duplicate key update got_it_at = values(got_it_at), answer = values(answer), answered_at = values(answered_at)");

    private final Map<RecipientKey, RecipientAnswer> before = new HashMap<>();
    private final Map<RecipientKey, RecipientAnswer> changed = new TreeMap<>();
    private final List<NewEvent> effective = new ArrayList<>();

    private Answers() {}

    /**
     * Reads what is known of the recipients that confirm or answer in this batch, and applies their events.
     *
     * @param rows the recipients that exist
     */
    static Answers of(Connection connection, List<NewEvent> events, Map<RecipientKey, RecipientRow> rows)
            throws SQLException {
        Answers answers = new Answers();
        List<RecipientKey> keys = events.stream()
                .filter(event -> TYPES.contains(event.type()))
                .map(NewEvent::recipient)
                .filter(rows::containsKey)
                .toList();
        answers.read(connection, keys);
        events.stream().filter(event -> rows.containsKey(event.recipient())).forEach(answers::apply);
        return answers;
    }

    /** The events of these recipients without those that repeat what is known. */
    List<NewEvent> effective() {
        return effective;
    }

    void count(Map<Long, CountsChange> counts) {
        changed.forEach((key, after) -> counts.computeIfAbsent(key.blastId(), CountsChange::new)
                .answer(before.getOrDefault(key, RecipientAnswer.NONE), after));
    }

    void store(Connection connection) throws SQLException {
        STORE.execute(connection, List.copyOf(changed.entrySet()), (insert, first, entry) -> {
            RecipientAnswer answer = entry.getValue();
            insert.setLong(first, entry.getKey().blastId());
            insert.setInt(first + 1, entry.getKey().seq());
            insert.setObject(first + 2, Utc.orNever(answer.gotItAt()));
            insert.setInt(
                    first + 3, answer.answer() == null ? 0 : answer.answer().code());
            insert.setObject(first + 4, Utc.orNever(answer.answeredAt()));
            return first + 5;
        });
    }

    private void apply(NewEvent event) {
        if (!TYPES.contains(event.type())) {
            effective.add(event);
            return;
        }
        RecipientKey key = event.recipient();
        RecipientAnswer known = changed.getOrDefault(key, before.getOrDefault(key, RecipientAnswer.NONE));
        RecipientAnswer after = known.after(event);
        boolean late = event.type() == EventType.ANSWERED
                && known.answeredAt() != null
                && event.at().isBefore(known.answeredAt());
        if (!after.equals(known)) {
            changed.put(key, after);
        }
        if (late || !after.equals(known)) {
            effective.add(event);
        }
    }

    /** Uses {@code recipient_answer_pk}. */
    private void read(Connection connection, Collection<RecipientKey> keys) throws SQLException {
        for (Map.Entry<Long, List<Integer>> blast : StoredEvents.byBlast(keys).entrySet()) {
            InList list = new InList(blast.getValue());
            try (PreparedStatement select = connection.prepareStatement("select seq, " + RecipientAnswer.COLUMNS
                    + " from recipient_answer where blast_id = ? and seq in " + list.marks())) {
                select.setLong(1, blast.getKey());
                list.bind(select, 2);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        before.put(new RecipientKey(blast.getKey(), row.getInt("seq")), RecipientAnswer.read(row));
                    }
                }
            }
        }
    }
}
