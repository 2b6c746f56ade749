package org.tidings;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tidings.account.PasswordReset;
import org.tidings.embedded.ConfiguredDatabase;

/**
 * The command {@code reset-password}: sets a new password for a staff member and ends their sessions. Reads the password from the terminal
 * without showing it, or else from the first line of the standard input; never from the arguments, which other users of the machine can see.
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
            int code = run(connection, arguments.get(0), ResetPassword::typed, out);
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

    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on, the console reads the standard input itself
    private static String typed() {
        Console console = System.console();
        if (console != null) {
            char[] password = console.readPassword("New password: ");
            return password == null ? "" : new String(password);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
