package org.tidings;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tidings.account.FurtherAccount;
import org.tidings.embedded.ConfiguredDatabase;

/** The command {@code create-account}: creates one more account with its owner. See {@link TypedPassword} for where the password comes from. */
final class CreateAccount {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int FAILED = 2;

    private static final String USAGE =
            "Usage: create-account <name of the business> <time zone> <name of the owner> <email address of the owner>";

    private static final int ARGUMENTS = 4;

    private CreateAccount() {}

    /** Returns the exit code. */
    static int run(List<String> arguments, PrintStream out) {
        if (arguments.size() != ARGUMENTS) {
            out.println(USAGE);
            return REFUSED;
        }
        try (Connection connection = ConfiguredDatabase.connect()) {
            connection.setAutoCommit(false);
            int code = run(connection, arguments, TypedPassword::read, out);
            connection.commit();
            return code;
        } catch (SQLException | RuntimeException failure) {
            out.println("The account was not created: " + failure.getMessage());
            return FAILED;
        }
    }

    static int run(Connection connection, List<String> arguments, Supplier<String> password, PrintStream out)
            throws SQLException {
        Optional<String> problem = FurtherAccount.create(
                connection,
                new FurtherAccount.Details(
                        arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3), password.get()));
        out.println(problem.map(why -> "The account was not created. " + why)
                .orElse("The account \"" + arguments.get(0).strip() + "\" is created. "
                        + arguments.get(3).strip() + " can log in as its owner."));
        return problem.isPresent() ? REFUSED : DONE;
    }
}
