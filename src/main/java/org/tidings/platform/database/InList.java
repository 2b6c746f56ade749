package org.tidings.platform.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;

/**
 * The values of {@code in (...)}. The last one is repeated until their number is a power of two, which limits the number of distinct
 * statements to about a dozen.
 *
 * @param values at least one
 */
public record InList(Collection<?> values) {

    public InList {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("in () is not SQL");
        }
    }

    /** The placeholders in parentheses. */
    public String marks() {
        return "(" + String.join(", ", Collections.nCopies(size(), "?")) + ")";
    }

    private int size() {
        int highest = Integer.highestOneBit(values.size());
        return highest == values.size() ? highest : 2 * highest;
    }

    /**
     * Binds the values, starting at parameter {@code first}.
     *
     * @return the index after the last parameter
     */
    public int bind(PreparedStatement statement, int first) throws SQLException {
        Iterator<?> all = values.iterator();
        Object value = all.next();
        for (int i = 0; i < size(); i++) {
            statement.setObject(first + i, value);
            value = all.hasNext() ? all.next() : value;
        }
        return first + size();
    }
}
