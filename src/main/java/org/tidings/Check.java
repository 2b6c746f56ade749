package org.tidings;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.tidings.account.AuditChain;
import org.tidings.embedded.ConfiguredDatabase;
import org.tidings.recipient.ConsistencyCheck;

/**
 * The command {@code check}: verifies that the counters of every blast match its recipient rows, and the chain of the audit trail. It only reads the database and starts no
 * sending, no listener and no migration.
 */
final class Check {

    static final int HOLDS = 0;
    static final int VIOLATED = 1;
    static final int NOT_CHECKED = 2;

    private Check() {}

    /** Prints the findings and returns the exit code. */
    static int run(PrintStream out) {
        try (Connection connection = ConfiguredDatabase.connect()) {
            return run(connection, out);
        } catch (SQLException | RuntimeException failure) {
            out.println("Check failed: " + failure.getMessage());
            return NOT_CHECKED;
        }
    }

    static int run(Connection connection, PrintStream out) throws SQLException {
        ConsistencyCheck.Found found = ConsistencyCheck.among(connection, 0);
        found.sentences().forEach(out::println);
        out.printf(
                "%,d blasts checked, %,d wrong%n",
                found.blasts(), found.sentences().size());
        AuditChain.Verified audit = AuditChain.verify(connection);
        audit.faults().forEach(out::println);
        audit.heads().forEach(out::println);
        out.printf(
                "%,d audit entries checked, %,d wrong%n",
                audit.entries(), audit.faults().size());
        return found.sentences().isEmpty() && audit.faults().isEmpty() ? HOLDS : VIOLATED;
    }
}
