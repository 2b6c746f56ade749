package org.tidings.platform.database;

import com.mysql.cj.jdbc.JdbcConnection;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens connections with auto-commit off. All work runs in transactions, for each of which the pool would otherwise switch it off and on
 * again, with two statements on the wire.
 */
@ApplicationScoped
class ManualCommit implements AgroalPoolInterceptor {

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            // of the driver's connection: the pool resets what is changed through its own wrapper
            connection.unwrap(JdbcConnection.class).setAutoCommit(false);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }
}
