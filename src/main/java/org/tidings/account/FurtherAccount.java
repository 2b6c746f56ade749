package org.tidings.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.tidings.platform.EmailAddress;

/** Creates an account beside the first one, on behalf of the operator. Needs no running application. */
public final class FurtherAccount {

    private static final int LONGEST_NAME = 200;

    private FurtherAccount() {}

    /**
     * What the operator typed.
     *
     * @param timeZone an IANA time zone such as {@code Europe/Oslo}
     * @param ownerEmail the address the owner logs in with, which nobody else uses
     */
    public record Details(String name, String timeZone, String ownerName, String ownerEmail, String password) {

        /** Omits the password: records may be logged. */
        @Override
        public String toString() {
            return name + ", " + ownerEmail;
        }
    }

    /**
     * Creates the account and its owner in one transaction.
     *
     * @return why it was not possible; empty on success
     */
    public static Optional<String> create(Connection connection, Details details) throws SQLException {
        String email = StaffMember.normalise(details.ownerEmail());
        Optional<String> problem = problem(connection, details, email);
        if (problem.isPresent()) {
            return problem;
        }
        String name = details.name().strip();
        long account = insert(
                connection,
                "insert into account (name, time_zone, sender_name, track_opens, track_clicks, created_at)"
                        + " values (?, ?, ?, true, true, utc_timestamp(6))",
                name,
                details.timeZone(),
                name);
        insert(
                connection,
                "insert into staff_member (account_id, email, name, role, password_hash, active, created_at)"
                        + " values (?, ?, ?, 'OWNER', ?, true, utc_timestamp(6))",
                account,
                email,
                details.ownerName().strip(),
                StaffMember.hash(details.password()));
        insert(
                connection,
                "insert into audit_entry (account_id, at, action, subject, detail)"
                        + " values (?, utc_timestamp(6), 'account.made', ?, 'By the operator, with a command')",
                account,
                name);
        return Optional.empty();
    }

    private static Optional<String> problem(Connection connection, Details details, String email) throws SQLException {
        if (isMissing(details.name()) || isMissing(details.ownerName())) {
            return Optional.of("Names have 1 to " + LONGEST_NAME + " characters.");
        }
        if (!TimeZones.isKnown(details.timeZone())) {
            return Optional.of(details.timeZone() + " is not a time zone such as Europe/Oslo.");
        }
        if (EmailAddress.normalise(email).isEmpty()) {
            return Optional.of(email + " is not an email address.");
        }
        if (!exists(connection, "select 1 from account limit 1")) {
            return Optional.of("There is no account yet. Start Tidings and create the first one at /setup.");
        }
        if (exists(connection, "select 1 from staff_member where email = ?", email)) {
            return Optional.of("Someone already logs in as " + email + ".");
        }
        return Passwords.problem(details.password(), email, details.ownerName(), details.name());
    }

    private static boolean isMissing(String name) {
        return name.isBlank() || name.strip().length() > LONGEST_NAME;
    }

    private static boolean exists(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static long insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(insert, values);
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                return key.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
