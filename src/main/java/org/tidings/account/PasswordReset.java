package org.tidings.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Sets a new password for somebody who cannot log in, on behalf of the operator. Needs no running application. */
public final class PasswordReset {

    private PasswordReset() {}

    /** Somebody who logs in with an email address. */
    private record Found(long id, long accountId, String name, boolean active) {}

    /**
     * Sets the password, ends all sessions of the person, turns off their second step, removes the connection with the provider and records it, in one transaction.
     *
     * @return why it was not possible; empty on success
     */
    public static Optional<String> reset(Connection connection, String typedEmail, String password)
            throws SQLException {
        String email = StaffMember.normalise(typedEmail);
        Optional<Found> found = find(connection, email);
        if (found.isEmpty()) {
            return Optional.of("No staff member logs in as " + email + ".");
        }
        Found person = found.get();
        if (!person.active()) {
            return Optional.of(person.name() + " is deactivated. An owner of the account must activate them first.");
        }
        Optional<String> problem = Passwords.problem(password, email, person.name());
        if (problem.isPresent()) {
            return problem;
        }
        update(
                connection,
                "update staff_member set password_hash = ?, joined = true where id = ?",
                StaffMember.hash(password),
                person.id());
        update(connection, "delete from staff_session where staff_id = ?", person.id());
        update(connection, "delete from recovery_code where staff_id = ?", person.id());
        int connections = update(connection, "delete from staff_identity where staff_id = ?", person.id());
        update(connection, "delete from staff_factor where staff_id = ?", person.id());
        update(
                connection,
                "update staff_link set used_at = utc_timestamp(6) where staff_id = ? and used_at is null",
                person.id());
        record(connection, person.accountId(), "password.reset", email);
        if (connections > 0) {
            record(connection, person.accountId(), "identity.disconnected", email);
        }
        return Optional.empty();
    }

    private static void record(Connection connection, long accountId, String action, String email) throws SQLException {
        update(
                connection,
                "insert into audit_entry (account_id, at, action, subject, detail)"
                        + " values (?, utc_timestamp(6), ?, ?, 'By the operator, with a command')",
                accountId,
                action,
                email);
    }

    /** Uses {@code staff_member_uq_email}. */
    private static Optional<Found> find(Connection connection, String email) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, account_id, name, active from staff_member where email = ? for update")) {
            select.setString(1, email);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Found(row.getLong(1), row.getLong(2), row.getString(3), row.getBoolean(4)))
                        : Optional.empty();
            }
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
