package org.tidings;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tidings.account.PasswordReset;
import org.tidings.embedded.ConfiguredDatabase;

/**
 * The command {@code reset-password}: sets a new password for a staff member and ends their sessions. See {@link TypedPassword} for
 * where it comes from.
 */
final class ResetPassword {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int FAILED = 2;

    private static final String USAGE = "Usage: reset-password <email address of the staff member>";

    private ResetPassword() {}

    /** Returns the exit code. */
    static int run(List<String> arguments, PrintStream out) {
        if (arguments.size() != 1) {
            out.println(USAGE);
            return REFUSED;
        }
        try (Connection connection = ConfiguredDatabase.connect()) {
            connection.setAutoCommit(false);
            int code = run(connection, arguments.get(0), TypedPassword::read, out);
            connection.commit();
            return code;
        } catch (SQLException | RuntimeException failure) {
            out.println("The password was not changed: " + failure.getMessage());
            return FAILED;
        }
    }

    static int run(Connection connection, String email, Supplier<String> password, PrintStream out)
            throws SQLException {
        Optional<String> problem = PasswordReset.reset(connection, email, password.get());
        out.println(problem.map(why -> "The password was not changed. " + why)
                .orElse("The password of " + email.strip()
                        + " is changed. They are logged out everywhere, and their second step is off."));
        return problem.isPresent() ? REFUSED : DONE;
    }
}
