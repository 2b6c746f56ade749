package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;

/** Reads recipients with row locks for the {@link Ledger}, and writes them back. */
final class LockedRows {

    private static final List<String> CHANGING = Arrays.asList(RecipientRow.CHANGING.split(", *", -1));

    /** The rows exist and are locked, so only the update part is ever executed. */
    private static final MultiRow STORE = new MultiRow(
            "insert into recipient (blast_id, seq, email, " + RecipientRow.CHANGING + ") values",
            3 + CHANGING.size(),
            CHANGING.stream()
                    .map(column -> column + " = values(" + column + ")")
                    .collect(Collectors.joining(", ", "on duplicate key update ", "")));

    private LockedRows() {}

    /** Locks and returns the rows that exist, in the order of their keys. Uses {@code recipient_pk}. */
    static Map<RecipientKey, RecipientRow> lock(Connection connection, SortedSet<RecipientKey> keys)
            throws SQLException {
        Map<Long, List<Integer>> byBlast = new TreeMap<>();
        keys.forEach(key -> byBlast.computeIfAbsent(key.blastId(), none -> new ArrayList<>())
                .add(key.seq()));
        Map<RecipientKey, RecipientRow> rows = new TreeMap<>();
        for (Map.Entry<Long, List<Integer>> blast : byBlast.entrySet()) {
            InList list = new InList(blast.getValue());
            try (PreparedStatement select = connection.prepareStatement("select " + RecipientRow.COLUMNS
                    + " from recipient force index (primary) where blast_id = ? and seq in " + list.marks()
                    + " order by seq for update")) {
                select.setLong(1, blast.getKey());
                list.bind(select, 2);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        RecipientRow row = new RecipientRow(found);
                        rows.put(row.key, row);
                    }
                }
            }
        }
        return rows;
    }

    /** Writes the changed rows. */
    static void store(Connection connection, Collection<RecipientRow> rows) throws SQLException {
        List<RecipientRow> changed =
                rows.stream().filter(RecipientRow::isChanged).toList();
        STORE.execute(connection, changed, (statement, first, row) -> row.bind(statement, first));
    }
}
