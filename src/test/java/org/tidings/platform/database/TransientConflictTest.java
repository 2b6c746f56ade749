package org.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transactions that lock the same two rows in opposite order: one is given up by the database, and must come through all the same. */
@QuarkusTest
class TransientConflictTest {

    @Inject
    Rows rows;

    @Inject
    DataSource dataSource;

    @Inject
    Transactions transactions;

    @BeforeEach
    void twoRows() throws SQLException {
        execute("drop table if exists conflict_test");
        execute("create table conflict_test (id int primary key, visits int not null)");
        execute("insert into conflict_test values (1, 0), (2, 0)");
    }

    @Test
    void victimsOfADeadlockAreTriedAgainInTransactionalMethods() throws Exception {
        meet((first, second, turn, tries) -> rows.visit(first, second, turn, tries));
    }

    @Test
    void victimsOfADeadlockAreTriedAgainInPlainTransactions() throws Exception {
        meet((first, second, turn, tries) ->
                transactions.run(connection -> visit(connection, first, second, turn, tries)));
    }

    @Test
    void whatAnotherNodeCommittedFirstIsFoundBehindTheFailedCommit() {
        XAException refused = new XAException(XAException.XA_RBROLLBACK);
        refused.initCause(new SQLTransactionRollbackException("WSREP detected deadlock/conflict", "40001", 1213));
        RollbackException rollback = new RollbackException("Could not commit transaction");
        rollback.addSuppressed(refused);

        assertThat(TransientConflict.isCauseOf(new QuarkusTransactionException(rollback)))
                .isTrue();
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        assertThat(TransientConflict.isCauseOf(new SQLException("Duplicate entry", "23000", 1062)))
                .isFalse();
    }

    private interface Visit {
        void both(int first, int second, CyclicBarrier turn, AtomicInteger tries);
    }

    private void meet(Visit visit) throws Exception {
        CyclicBarrier turn = new CyclicBarrier(2);
        AtomicInteger tries = new AtomicInteger();
        List<CompletableFuture<Void>> both = List.of(
                CompletableFuture.runAsync(() -> visit.both(1, 2, turn, tries)),
                CompletableFuture.runAsync(() -> visit.both(2, 1, turn, tries)));
        for (CompletableFuture<Void> one : both) {
            one.get(30, TimeUnit.SECONDS);
        }
        assertThat(tries).as("one of them twice").hasValue(3);
        assertThat(visits()).isEqualTo(4);
    }

    /** Holds the first row until the other one holds its first, too; at the next try there is nobody to wait for. */
    private static void visit(Connection connection, int first, int second, CyclicBarrier turn, AtomicInteger tries)
            throws SQLException {
        increment(connection, first);
        if (tries.incrementAndGet() <= 2) {
            try {
                turn.await(10, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new AssertionError(alone);
            }
        }
        increment(connection, second);
    }

    private static void increment(Connection connection, int id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update conflict_test set visits = visits + 1 where id = ?")) {
            update.setInt(1, id);
            update.executeUpdate();
        }
    }

    private int visits() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var select = connection.createStatement();
                var row = select.executeQuery("select sum(visits) from conflict_test")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ApplicationScoped
    static class Rows {
        @Inject
        DataSource dataSource;

        @Transactional
        void visit(int first, int second, CyclicBarrier turn, AtomicInteger tries) {
            try (Connection connection = dataSource.getConnection()) {
                TransientConflictTest.visit(connection, first, second, turn, tries);
            } catch (SQLException failure) {
                throw new DatabaseException(failure);
            }
        }
    }
}
