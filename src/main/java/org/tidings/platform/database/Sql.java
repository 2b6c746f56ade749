package org.tidings.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * SQL with the values of its parameters, so that a statement can be composed of parts. The parts are constants of the program: what a user
 * typed is always a value.
 */
public record Sql(String text, List<Object> values) {

    public static final Sql EMPTY = new Sql("", List.of());

    public Sql {
        values = List.copyOf(values);
    }

    public static Sql of(String text, Object... values) {
        return new Sql(text, Arrays.asList(values));
    }

    /** A list for {@code in}, in parentheses; of nothing, a list that contains no value. */
    public static Sql list(Collection<?> values) {
        return values.isEmpty()
                ? of("(null)")
                : new Sql("(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")", List.copyOf(values));
    }

    public Sql then(Sql next) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(next.values);
        return new Sql(text + next.text, all);
    }

    public Sql then(String next, Object... values) {
        return then(of(next, values));
    }

    /** This in parentheses. */
    public Sql inParentheses() {
        return of("(").then(this).then(")");
    }

    public static Sql join(String separator, List<Sql> parts) {
        Sql joined = EMPTY;
        for (Sql part : parts) {
            joined = joined.text.isEmpty() ? part : joined.then(separator).then(part);
        }
        return joined;
    }

    /** The statement with all values bound. */
    public PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }
}
