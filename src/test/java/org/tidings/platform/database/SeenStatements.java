package org.tidings.platform.database;

import com.mysql.cj.jdbc.JdbcPreparedStatement;
import jakarta.enterprise.inject.Vetoed;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Transactions as they are, which remember each statement that ran with its values. */
@Vetoed
public class SeenStatements extends Transactions {

    private static final Set<String> RUNS = Set.of("executeQuery", "executeUpdate");

    private final Map<String, String> seen = new ConcurrentHashMap<>();

    public SeenStatements(DataSource dataSource, TransactionSynchronizationRegistry transaction) {
        super(dataSource, transaction);
    }

    /** One example of each statement, by its text without values. */
    public Map<String, String> seen() {
        return seen;
    }

    @Override
    public <T> T join(Work<T> work) {
        return super.join(connection -> work.on(watched(connection)));
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, connection, (name, arguments, answer) -> {
            return name.equals("prepareStatement")
                    ? watched((PreparedStatement) answer, String.valueOf(arguments[0]))
                    : answer;
        });
    }

    private PreparedStatement watched(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, statement, (name, arguments, answer) -> {
            if (RUNS.contains(name)) {
                String bound = statement.unwrap(JdbcPreparedStatement.class).toString();
                seen.putIfAbsent(sql, bound.substring(bound.indexOf(": ") + 2));
            }
            return answer;
        });
    }

    private interface Watcher {
        Object on(String name, Object[] arguments, Object answer) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, Watcher watcher) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return watcher.on(method.getName(), arguments, method.invoke(real, arguments));
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
