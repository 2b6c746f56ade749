package org.tidings;

import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;

/** Plain SQL for the beans that prepare and inspect the tables of tests. */
public abstract class Sql {

    @Inject
    protected Transactions transactions;

    /** The first value of the first row; null if there is none. */
    public @Nullable String value(String sql) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        });
    }

    public void sql(String sql) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.executeUpdate();
            }
        });
    }
}
