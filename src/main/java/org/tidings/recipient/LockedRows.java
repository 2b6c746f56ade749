package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;

/** How the {@link Ledger} reads recipients, under lock, and writes them back. */
final class LockedRows {

    private static final List<String> COLUMNS = List.of(RecipientRow.COLUMNS.split(", *"));

    /** The rows exist and are locked, so that only the update half of it ever runs. */
    private static final MultiRow STORE = new MultiRow(
            "insert into recipient (" + RecipientRow.COLUMNS + ") values",
            COLUMNS.size(),
            "on duplicate key update "
                    + COLUMNS.stream()
                            .skip(4) // the keys stay
                            .map(column -> column + " = values(" + column + ")")
                            .collect(Collectors.joining(", ")));

    private LockedRows() {}

    /** Those that exist, by id, locked in the order of their ids. By primary key. */
    static Map<Long, RecipientRow> lock(Connection connection, SortedSet<Long> ids) throws SQLException {
        InList list = new InList(ids);
        Map<Long, RecipientRow> rows = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select " + RecipientRow.COLUMNS
                + " from recipient where id in " + list.marks() + " order by id for update")) {
            list.bind(select, 1);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    RecipientRow row = new RecipientRow(found);
                    rows.put(row.id, row);
                }
            }
        }
        return rows;
    }

    /** Writes those that changed. */
    static void store(Connection connection, Collection<RecipientRow> rows) throws SQLException {
        List<RecipientRow> changed =
                rows.stream().filter(RecipientRow::isChanged).toList();
        STORE.execute(connection, changed, (statement, first, row) -> row.bind(statement, first));
    }
}
